package io.baton.resource.allocation.model;

import io.baton.contracts.ProxyNode;
import io.baton.contracts.Reason;
import io.baton.contracts.Topology;
import java.util.List;
import java.util.Map;

/** What the work on an upgrade's nodes found out. */
public sealed interface AllocationSignal {

    /**
     * The new nodes are up, empty and configured.
     *
     * @param source the nodes that serve the instance
     * @param target the new ones
     * @param afterSwitch settings of the old master that the new nodes get once they serve
     */
    record NodesReady(Topology source, Topology target, Map<String, String> afterSwitch) implements AllocationSignal {}

    /** They can't be had. */
    record AllocationGaveUp(Reason reason) implements AllocationSignal {}

    /**
     * The nodes that are no longer needed are gone, with their data.
     *
     * @param newProxies the proxies that accept the instance's clients; null where the sagas know them
     */
    record NodesGone(List<String> nodeIds, List<ProxyNode> newProxies) implements AllocationSignal {}
}
