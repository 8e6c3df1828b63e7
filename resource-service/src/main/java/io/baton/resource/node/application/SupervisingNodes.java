package io.baton.resource.node.application;

import io.baton.resource.node.model.DataOnDisk;
import io.baton.resource.node.model.Desired;
import io.baton.resource.node.model.Node;
import io.baton.resource.node.model.NodeRole;
import io.baton.resource.node.model.NodeStage;
import io.baton.resource.node.model.RestartRule;
import io.baton.resource.node.model.RestartRule.Leave;
import io.baton.resource.node.model.RestartRule.Refuse;
import io.baton.resource.node.model.RestartRule.Verdict;
import io.baton.resource.node.model.RestartRule.Wait;
import io.baton.resource.node.model.Route;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Looks at one node that should run, and starts it again where {@link RestartRule} allows it. */
@ApplicationScoped
public class SupervisingNodes {

    /** What was found, or done about it. */
    public sealed interface Finding {}

    public record Runs() implements Finding {}

    /** It doesn't run, and needn't. */
    public record Left() implements Finding {}

    public record Restarted() implements Finding {}

    /** A proxy that was replaced has ended with its last client; nothing of it is left. */
    public record Retired() implements Finding {}

    /** It doesn't run and must not be started. */
    public record Refused(String why) implements Finding {}

    /** It doesn't run, and it is too early to start it. */
    public record Waits() implements Finding {}

    /** It doesn't run and could not be started. */
    public record NotStarted(String why) implements Finding {}

    private final Nodes nodes;
    private final NodeProvider provider;
    private final StartingNodes starting;
    private final Routes routes;
    private final Proxies proxies;

    SupervisingNodes(Nodes nodes, NodeProvider provider, StartingNodes starting, Routes routes, Proxies proxies) {
        this.nodes = nodes;
        this.provider = provider;
        this.starting = starting;
        this.routes = routes;
        this.proxies = proxies;
    }

    /**
     * @param mayStart whether it may be started now, or was so a moment ago
     * @return empty where another replica of this service looks after it right now, or nobody has to
     */
    public Optional<Finding> look(String nodeId, boolean mayStart) {
        return nodes.ifUnlocked(nodeId, node -> {
            if (node.stage() == NodeStage.RETIRING) {
                return retiring(node);
            }
            return provider.runs(node) ? new Runs() : missing(node, mayStart);
        });
    }

    /** Told again and again: the newer proxy may have been away the last time, and it is not replaced then. */
    private Finding retiring(Node proxy) {
        if (provider.runs(proxy)) {
            proxies.retire(proxy);
            return new Runs();
        }
        provider.remove(proxy);
        nodes.forget(proxy.id());
        return new Retired();
    }

    private Finding missing(Node node, boolean mayStart) {
        Verdict verdict = node.engine() ? judgeEngine(node) : RestartRule.judge(node, routes.successor(node));
        if (verdict instanceof Refuse refuse) {
            return new Refused(refuse.why());
        }
        if (verdict instanceof Leave) {
            return new Left();
        }
        return verdict instanceof Wait || !mayStart ? new Waits() : start(node);
    }

    private Verdict judgeEngine(Node node) {
        DataOnDisk data = provider.data(node);
        boolean inUpgrade = inUpgrade(node);
        Route route = RestartRule.dependsOnRoute(node, data, inUpgrade) ? routes.to(node) : Route.OPEN;
        return RestartRule.judge(node, data, inUpgrade, route);
    }

    /** Whether the instance has another master that a switch could send the clients to. */
    private boolean inUpgrade(Node node) {
        return nodes.ofInstance(node.instanceId()).stream()
                .anyMatch(other -> other.role() == NodeRole.MASTER
                        && other.stage() == NodeStage.ALLOCATED
                        && other.desired() == Desired.RUNNING
                        && !other.id().equals(node.id()));
    }

    private Finding start(Node node) {
        try {
            provider.start(node, starting.masterOf(node));
            return new Restarted();
        } catch (NodeFailure | IllegalStateException failed) {
            return new NotStarted(failed.getMessage());
        }
    }
}
