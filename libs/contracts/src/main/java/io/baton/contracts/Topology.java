package io.baton.contracts;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@About("A master, its replicas, and the proxies in front of them.")
public record Topology(
        @About("The node that takes the writes") EngineNode master,
        @About("The nodes that follow it") List<EngineNode> replicas,
        @About("The proxies that clients are connected to") List<ProxyNode> proxies) {

    public Topology {
        replicas = replicas == null ? List.of() : List.copyOf(replicas);
        proxies = proxies == null ? List.of() : List.copyOf(proxies);
    }

    /** The proxies that accept clients, once those of {@code newer} that {@code accept} have replaced older ones. */
    public List<ProxyNode> proxiesAfter(List<ProxyNode> newer, Set<String> accepting) {
        List<ProxyNode> replacing = newer.stream()
                .filter(proxy -> accepting.contains(proxy.nodeId()))
                .toList();
        Set<String> replaced = replacing.stream().map(ProxyNode::replaces).collect(Collectors.toSet());
        return Stream.concat(
                        proxies.stream()
                                .filter(proxy -> !proxy.retiring())
                                .filter(proxy -> !replaced.contains(proxy.nodeId())),
                        replacing.stream())
                .toList();
    }

    /** These engines behind the proxies of another topology, as after a switch. */
    public Topology behind(List<ProxyNode> otherProxies) {
        return new Topology(master, replicas, otherProxies);
    }
}
