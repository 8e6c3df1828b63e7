package io.baton.upgrade.instances.model;

import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineBuild;
import io.baton.contracts.NodeSpec;
import io.baton.contracts.ProxyNode;
import io.baton.contracts.Topology;
import io.baton.upgrade.window.model.MaintenanceWindow;
import java.time.Duration;
import java.util.List;

/** What this service itself tells an instance. */
public interface InstanceSignals {

    /**
     * The user has asked for it, and it was checked.
     *
     * @param provisioning how long that may take
     */
    record InstanceSubmitted(
            String name,
            EngineBuild build,
            NodeSpec spec,
            Endpoint endpoint,
            MaintenanceWindow window,
            Duration provisioning) {}

    /** The user has changed it; null stands for what stays. */
    record InstanceChanged(String name, MaintenanceWindow window) {}

    /** The user does not need it any more. */
    record RemovalRequested() {}

    /** An upgrade begins: there is none besides. */
    record UpgradeSubmitted(String upgradeId, EngineBuild to) {}

    /** The new nodes take the traffic. */
    record VersionSwitched(String upgradeId, Topology topology, EngineBuild build) {}

    /** An upgrade ended without a switch, and newer proxies had taken the endpoint over before. */
    record ProxiesReplaced(List<ProxyNode> proxies) {}

    /** The upgrade has come to one of its ends. */
    record UpgradeEnded(String upgradeId) {}
}
