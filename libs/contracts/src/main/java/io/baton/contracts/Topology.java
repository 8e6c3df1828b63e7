package io.baton.contracts;

import java.util.List;

@About("A master, its replicas, and the proxies in front of them.")
public record Topology(
        @About("The node that takes the writes") EngineNode master,
        @About("The nodes that follow it") List<EngineNode> replicas,
        @About("The proxies that clients are connected to") List<ProxyNode> proxies) {

    public Topology {
        replicas = replicas == null ? List.of() : List.copyOf(replicas);
        proxies = proxies == null ? List.of() : List.copyOf(proxies);
    }

    /** These engines behind the proxies of another topology, as after a switch. */
    public Topology behind(List<ProxyNode> otherProxies) {
        return new Topology(master, replicas, otherProxies);
    }
}
