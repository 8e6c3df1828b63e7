package io.baton.upgrade.console.model;

import io.baton.upgrade.instances.model.InstanceState;
import java.util.List;

/**
 * An instance in the list.
 *
 * @param newer the versions that it could be upgraded to now
 */
public record InstanceRow(
        String id,
        String name,
        Badge badge,
        String engine,
        String size,
        String endpoint,
        String openUpgradeId,
        List<String> newer) {

    public static InstanceRow of(InstanceState instance, List<String> newer) {
        return new InstanceRow(
                instance.instanceId(),
                instance.name(),
                Badge.of(instance.phase()),
                Words.engine(instance.build()),
                instance.spec().memoryMb() + " MiB, "
                        + Words.count(instance.spec().replicas(), "replica"),
                instance.endpoint().host() + ":" + instance.endpoint().port(),
                instance.openUpgradeId(),
                newer);
    }
}
