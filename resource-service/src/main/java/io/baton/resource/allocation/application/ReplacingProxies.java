package io.baton.resource.allocation.application;

import io.baton.contracts.ProxyNode;
import io.baton.contracts.Topology;
import io.baton.resource.node.application.NodeProvider;
import io.baton.resource.node.application.Nodes;
import io.baton.resource.node.application.StartingNodes;
import io.baton.resource.node.application.Work;
import io.baton.resource.node.model.Desired;
import io.baton.resource.node.model.Node;
import io.baton.resource.node.model.NodeStage;
import io.baton.resource.node.model.ProxyRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Proxies of an older release get a newer one beside them, which accepts nobody until switchover-service lets it take the
 * endpoint over.
 */
@ApplicationScoped
public class ReplacingProxies {
    private final Nodes nodes;
    private final NodeProvider provider;
    private final StartingNodes starting;

    ReplacingProxies(Nodes nodes, NodeProvider provider, StartingNodes starting) {
        this.nodes = nodes;
        this.provider = provider;
        this.starting = starting;
    }

    /** Those that are older than what proxies are started with now, as they say themselves. */
    List<ProxyNode> outdated(Topology source, Work work) throws InterruptedException {
        String current = provider.proxyRelease();
        List<ProxyNode> outdated = new ArrayList<>();
        for (ProxyNode proxy : source.proxies()) {
            Optional<Node> node = nodes.find(proxy.nodeId());
            if (node.isPresent()
                    && ProxyRelease.outdated(
                            starting.awaitServingProxy(node.get(), work).release(), current)) {
                outdated.add(proxy);
            }
        }
        return outdated;
    }

    /** Starts the newer ones, and waits until they obey. */
    List<ProxyNode> standBy(List<Node> planned, Work work) throws InterruptedException {
        for (Node newer : planned) {
            work.proceed();
            starting.start(newer);
        }
        List<ProxyNode> standingBy = new ArrayList<>();
        for (Node newer : planned) {
            standingBy.add(newer.asProxy(starting.awaitProxy(newer, work).release()));
        }
        return standingBy;
    }

    /** All through which the instance may have clients: also those of earlier upgrades that still have some left. */
    List<ProxyNode> withClients(String instanceId, Topology source) {
        List<ProxyNode> all = new ArrayList<>(source.proxies());
        nodes.ofInstance(instanceId).stream()
                .filter(node -> node.stage() == NodeStage.RETIRING && node.desired() == Desired.RUNNING)
                .map(node -> node.asProxy(null))
                .forEach(all::add);
        return all;
    }
}
