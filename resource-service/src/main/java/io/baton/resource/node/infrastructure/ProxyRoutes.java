package io.baton.resource.node.infrastructure;

import io.baton.engine.Secret;
import io.baton.engine.credential.CredentialStore;
import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyAnswer.StatusReport;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.proxy.control.ProxyControlException;
import io.baton.proxy.control.ProxyPhase;
import io.baton.resource.node.application.Nodes;
import io.baton.resource.node.application.Routes;
import io.baton.resource.node.model.Credentials;
import io.baton.resource.node.model.Desired;
import io.baton.resource.node.model.Node;
import io.baton.resource.node.model.NodeRole;
import io.baton.resource.node.model.Route;
import io.baton.resource.node.model.Topologies;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Asks the proxies themselves: an event about a switch may still be on its way. */
@ApplicationScoped
public class ProxyRoutes implements Routes {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(1);
    private static final Set<ProxyPhase> SWITCHING = Set.of(ProxyPhase.HOLDING, ProxyPhase.HELD, ProxyPhase.SWITCHED);

    private final Nodes nodes;
    private final CredentialStore credentials;

    ProxyRoutes(Nodes nodes, CredentialStore credentials) {
        this.nodes = nodes;
        this.credentials = credentials;
    }

    @Override
    public Route to(Node engine) {
        List<Route> routes = Topologies.having(nodes.ofInstance(engine.instanceId()), NodeRole.PROXY).stream()
                .filter(proxy -> proxy.desired() == Desired.RUNNING)
                .map(proxy -> ask(proxy, engine))
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

    private Route ask(Node proxy, Node engine) {
        String token = credentials
                .get(Credentials.proxyToken(proxy.instanceId()))
                .map(Secret::reveal)
                .orElse("");
        try (ProxyControlClient control = ProxyControlClient.connect(
                proxy.control().host(), proxy.control().port(), token, ANSWER_LIMIT)) {
            StatusReport status = control.status();
            Address address =
                    new Address(engine.address().host(), engine.address().port());
            if (SWITCHING.contains(status.phase())) {
                return Route.HELD;
            }
            return address.equals(status.upstream()) ? Route.HERE : Route.ELSEWHERE;
        } catch (ProxyControlException silent) {
            return Route.OPEN;
        }
    }
}
