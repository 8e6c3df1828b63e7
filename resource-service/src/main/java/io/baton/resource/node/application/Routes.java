package io.baton.resource.node.application;

import io.baton.resource.node.application.Proxies.Said;
import io.baton.resource.node.model.Desired;
import io.baton.resource.node.model.Node;
import io.baton.resource.node.model.NodeRole;
import io.baton.resource.node.model.NodeStage;
import io.baton.resource.node.model.Route;
import io.baton.resource.node.model.Successor;
import io.baton.resource.node.model.Topologies;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Where clients are sent, as the proxies say themselves: an event about a switch may still be on its way. */
@ApplicationScoped
public class Routes {
    private final Nodes nodes;
    private final NodeProvider provider;
    private final Proxies proxies;

    Routes(Nodes nodes, NodeProvider provider, Proxies proxies) {
        this.nodes = nodes;
        this.provider = provider;
        this.proxies = proxies;
    }

    /** Whether the proxies of its instance send the clients to an engine. */
    public Route to(Node engine) {
        List<Route> routes = proxiesOf(engine).stream()
                .filter(proxy -> proxy.stage() != NodeStage.PLANNED)
                .filter(proxy -> !outlived(proxy))
                .map(proxy ->
                        proxies.ask(proxy).map(said -> route(said, engine)).orElse(Route.OPEN))
                .distinct()
                .toList();
        if (routes.contains(Route.HERE)) {
            return Route.HERE;
        }
        if (routes.isEmpty() || routes.contains(Route.OPEN)) {
            return Route.OPEN;
        }
        return routes.contains(Route.HELD) ? Route.HELD : Route.ELSEWHERE;
    }

    /** What has become of the proxy that is to replace this one. */
    public Successor successor(Node proxy) {
        return proxiesOf(proxy).stream()
                .filter(other -> proxy.id().equals(other.replaces()) && other.stage() != NodeStage.PLANNED)
                .findFirst()
                .map(newer -> proxies.ask(newer)
                        .map(said -> said.accepting() ? Successor.ACCEPTING : Successor.STANDBY)
                        .orElse(Successor.SILENT))
                .orElse(Successor.NONE);
    }

    /** It has ended, and nobody starts it again: it sends clients nowhere. */
    private boolean outlived(Node proxy) {
        return !provider.runs(proxy)
                && (proxy.stage() == NodeStage.RETIRING || successor(proxy) == Successor.ACCEPTING);
    }

    private List<Node> proxiesOf(Node node) {
        return Topologies.having(nodes.ofInstance(node.instanceId()), NodeRole.PROXY).stream()
                .filter(proxy -> proxy.desired() == Desired.RUNNING)
                .toList();
    }

    private static Route route(Said said, Node engine) {
        if (said.held()) {
            return Route.HELD;
        }
        return engine.address().equals(said.upstream()) ? Route.HERE : Route.ELSEWHERE;
    }
}
