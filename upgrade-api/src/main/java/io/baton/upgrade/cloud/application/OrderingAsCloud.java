package io.baton.upgrade.cloud.application;

import io.baton.contracts.EngineBuild;
import io.baton.contracts.Finding;
import io.baton.upgrade.cloud.model.CloudError;
import io.baton.upgrade.cloud.model.TypeId;
import io.baton.upgrade.instances.application.Instances;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.upgrading.application.PlanningUpgrade;
import io.baton.upgrade.upgrading.application.RequestingUpgrade;
import io.baton.upgrade.upgrading.application.UpgradeOrder;
import io.baton.upgrade.upgrading.model.SwitchTime;
import io.baton.upgrade.upgrading.model.UpgradeKind;
import io.baton.upgrade.upgrading.model.UpgradeState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;

/**
 * Orders upgrades as clients of the managed cloud do. Each answers work for a transaction: before it, the running engine
 * is checked, which may take a moment.
 */
@ApplicationScoped
public class OrderingAsCloud {

    private final Instances instances;
    private final PlanningUpgrade planning;
    private final RequestingUpgrade requesting;

    OrderingAsCloud(Instances instances, PlanningUpgrade planning, RequestingUpgrade requesting) {
        this.instances = instances;
        this.planning = planning;
        this.requesting = requesting;
    }

    /** To the newest build of the type's line. */
    public Supplier<UpgradeState> version(String instanceId, TypeId type, SwitchTime when) {
        UpgradeOrder order = new UpgradeOrder(UpgradeKind.MAJOR, "REDIS", type.line(), when);
        List<Finding> findings = planning.check(instances.get(instanceId), order);
        return () -> requesting.request(instanceId, order, findings);
    }

    /**
     * To the newest patch release of the same line. The caller can't choose it, but says what it takes it for.
     *
     * @param from what the instance runs, as the caller knows it
     * @param to the newest patch release, as the caller knows it
     */
    public Supplier<UpgradeState> smallVersion(String instanceId, String from, String to, SwitchTime when) {
        UpgradeOrder order = UpgradeOrder.minor(when);
        List<Finding> findings = planning.check(instances.get(instanceId), order);
        return () -> {
            InstanceState instance = instances.get(instanceId);
            require("CurrentRedisVersion", from, instance.build());
            EngineBuild target = planning.preview(instance, order, findings).to();
            if (target != null) {
                require("UpgradeRedisVersion", to, target);
            }
            return requesting.request(instanceId, order, findings);
        };
    }

    /** Never done on its own: answers why, and what to order instead. */
    public CloudError proxyVersion(String instanceId) {
        instances.get(instanceId);
        return new CloudError(
                "UnsupportedOperation.InstanceNotOperation",
                "The proxy of " + instanceId
                        + " is not upgraded on its own: where there is a newer one, an upgrade of the"
                        + " instance replaces it before it switches. Call UpgradeInstanceVersion or"
                        + " UpgradeSmallVersion.");
    }

    private static void require(String parameter, String said, EngineBuild is) {
        if (!is.version().equals(said)) {
            throw CloudError.invalid(parameter + " is '" + said + "', and has to be " + is.version() + ".")
                    .asException();
        }
    }
}
