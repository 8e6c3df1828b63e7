package io.baton.upgrade.cloud.infrastructure.rest;

import io.baton.upgrade.cloud.application.CloudTasks;
import io.baton.upgrade.cloud.application.CloudWindows;
import io.baton.upgrade.cloud.application.OrderingAsCloud;
import io.baton.upgrade.cloud.infrastructure.rest.CloudJson.Deal;
import io.baton.upgrade.cloud.infrastructure.rest.CloudJson.Flow;
import io.baton.upgrade.cloud.infrastructure.rest.CloudJson.Status;
import io.baton.upgrade.cloud.infrastructure.rest.CloudJson.Window;
import io.baton.upgrade.cloud.model.CloudError;
import io.baton.upgrade.cloud.model.TypeId;
import io.baton.upgrade.upgrading.model.SwitchTime;
import io.baton.upgrade.upgrading.model.UpgradeState;
import io.baton.upgrade.window.model.MaintenanceWindow;
import io.baton.upgrade.window.model.WindowText;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** The calls that order something. Each answers the work that is to be done in one transaction, once. */
@ApplicationScoped
public class OrderCalls {

    private final OrderingAsCloud ordering;
    private final CloudWindows windows;
    private final CloudTasks tasks;

    OrderCalls(OrderingAsCloud ordering, CloudWindows windows, CloudTasks tasks) {
        this.ordering = ordering;
        this.windows = windows;
        this.tasks = tasks;
    }

    Supplier<Object> upgradeVersion(Parameters parameters) {
        String instanceId = parameters.text("InstanceId");
        TypeId type = TypeId.target(parameters.text("TargetInstanceType"));
        SwitchTime when = when(parameters, "SwitchOption", 1, 2);
        parameters.nothingElse();
        Supplier<UpgradeState> order = ordering.version(instanceId, type, when);
        return () -> {
            UpgradeState upgrade = order.get();
            return new Deal(Long.toString(tasks.number(upgrade.upgradeId())), upgrade.upgradeId());
        };
    }

    Supplier<Object> upgradeSmallVersion(Parameters parameters) {
        String instanceId = parameters.text("InstanceId");
        String from = parameters.text("CurrentRedisVersion");
        String to = parameters.text("UpgradeRedisVersion");
        SwitchTime when = when(parameters, "InstanceTypeUpgradeNow", 0, 1);
        parameters.nothingElse();
        Supplier<UpgradeState> order = ordering.smallVersion(instanceId, from, to, when);
        return () -> new Flow(tasks.number(order.get().upgradeId()));
    }

    Supplier<Object> upgradeProxyVersion(Parameters parameters) {
        String instanceId = parameters.text("InstanceId");
        parameters.text("CurrentProxyVersion");
        parameters.text("UpgradeProxyVersion");
        when(parameters, "InstanceTypeUpgradeNow", 0, 1);
        parameters.nothingElse();
        throw ordering.proxyVersion(instanceId).asException();
    }

    Supplier<Object> moveWindow(Parameters parameters) {
        String instanceId = parameters.text("InstanceId");
        String start = parameters.text("StartTime");
        String end = parameters.text("EndTime");
        parameters.nothingElse();
        return () -> {
            windows.move(instanceId, start, end);
            return new Status("success");
        };
    }

    Window window(Parameters parameters) {
        MaintenanceWindow window = windows.window(parameters.text("InstanceId"));
        parameters.nothingElse();
        return new Window(WindowText.time(window.start()), WindowText.time(window.end()));
    }

    private static SwitchTime when(Parameters parameters, String name, long inWindow, long now) {
        long option = parameters.number(name);
        if (option == now) {
            return SwitchTime.NOW;
        }
        if (option == inWindow) {
            return SwitchTime.MAINTENANCE_WINDOW;
        }
        throw CloudError.invalid(name + " has to be " + now + " (now) or " + inWindow + " (in the maintenance window).")
                .asException();
    }
}
