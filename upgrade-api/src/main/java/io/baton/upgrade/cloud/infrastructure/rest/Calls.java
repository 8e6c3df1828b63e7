package io.baton.upgrade.cloud.infrastructure.rest;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The calls that there are, by name. */
@ApplicationScoped
public class Calls {

    /**
     * One call.
     *
     * @param changes whether it orders something, so that it has to be done once
     * @param prepare reads the parameters and answers the work to be done
     */
    record Call(boolean changes, Function<Parameters, Supplier<Object>> prepare) {

        static Call reading(Function<Parameters, Object> answer) {
            return new Call(false, parameters -> () -> answer.apply(parameters));
        }

        static Call changing(Function<Parameters, Supplier<Object>> prepare) {
            return new Call(true, prepare);
        }
    }

    private final Map<String, Call> byName;

    Calls(InstanceCalls instances, TaskCalls tasks, OrderCalls orders) {
        byName = Map.of(
                "DescribeInstances", Call.reading(instances::list),
                "DescribeInstanceDTSInfo", Call.reading(tasks::synchronisation),
                "DescribeTaskInfo", Call.reading(tasks::info),
                "DescribeTaskList", Call.reading(tasks::list),
                "DescribeMaintenanceWindow", Call.reading(orders::window),
                "ModifyMaintenanceWindow", Call.changing(orders::moveWindow),
                "UpgradeInstanceVersion", Call.changing(orders::upgradeVersion),
                "UpgradeSmallVersion", Call.changing(orders::upgradeSmallVersion),
                "UpgradeProxyVersion", Call.changing(orders::upgradeProxyVersion));
    }

    Optional<Call> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
