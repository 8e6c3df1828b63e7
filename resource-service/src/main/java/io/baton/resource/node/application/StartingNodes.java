package io.baton.resource.node.application;

import io.baton.contracts.Endpoint;
import io.baton.engine.EngineId;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineException;
import io.baton.resource.node.application.Proxies.Said;
import io.baton.resource.node.model.Desired;
import io.baton.resource.node.model.Node;
import io.baton.resource.node.model.NodeRole;
import io.baton.resource.node.model.NodeStage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts nodes that were written down, and waits until they serve. */
@ApplicationScoped
public class StartingNodes {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

    private final Nodes nodes;
    private final NodeProvider provider;
    private final EngineConnections connections;
    private final Proxies proxies;

    StartingNodes(Nodes nodes, NodeProvider provider, EngineConnections connections, Proxies proxies) {
        this.nodes = nodes;
        this.provider = provider;
        this.connections = connections;
        this.proxies = proxies;
    }

    /**
     * Starts it unless it runs. The lock keeps two replicas of this service from starting it twice.
     *
     * @throws NodeFailure if it can't be started
     */
    public void start(Node planned) {
        nodes.locked(planned.id(), node -> {
            if (node.desired() == Desired.GONE) {
                throw new WorkSuperseded();
            }
            if (!provider.runs(node)) {
                provider.start(node, masterOf(node));
            }
            return true;
        });
    }

    /** The engine that a node takes its data or its clients' answers from; null: none. */
    Endpoint masterOf(Node node) {
        if (node.role() == NodeRole.PROXY) {
            return nodes.ofInstance(node.instanceId()).stream()
                    .filter(other -> other.role() == NodeRole.MASTER)
                    .filter(other -> other.stage() == NodeStage.SERVING || other.upgradeId() == null)
                    .filter(other -> other.desired() == Desired.RUNNING)
                    .findFirst()
                    .map(Node::address)
                    .orElseThrow(() -> new IllegalStateException("no master for the proxy " + node.id()));
        }
        return node.follows() == null
                ? null
                : nodes.find(node.follows())
                        .map(Node::address)
                        .orElseThrow(() -> new IllegalStateException("no master for the replica " + node.id()));
    }

    /**
     * Waits until the engine answers PING; one that loads its data doesn't yet.
     *
     * @throws NodeFailure if it ends instead, or is not the version that it should be
     */
    public void awaitEngine(Node node, Work work) throws InterruptedException {
        await(node, node, node.address(), work);
    }

    /**
     * Waits until the instance's master answers through a proxy.
     *
     * @param master the engine that has to answer
     */
    public void awaitEndpoint(Node proxy, Node master, Work work) throws InterruptedException {
        await(proxy, master, proxy.address(), work);
    }

    /**
     * Waits until a proxy that was just started obeys; it need not accept anybody yet.
     *
     * @throws NodeFailure if it ends instead
     */
    public Said awaitProxy(Node proxy, Work work) throws InterruptedException {
        return awaitProxy(proxy, work, this::requireRunning);
    }

    /** Waits until a proxy obeys that has served before. One that has died is started again by its supervision. */
    public Said awaitServingProxy(Node proxy, Work work) throws InterruptedException {
        return awaitProxy(proxy, work, mayBeDead -> {});
    }

    private Said awaitProxy(Node proxy, Work work, Consumer<Node> whileSilent) throws InterruptedException {
        Optional<Said> said = proxies.ask(proxy);
        while (said.isEmpty()) {
            whileSilent.accept(proxy);
            work.pause(BETWEEN_LOOKS);
            said = proxies.ask(proxy);
        }
        return said.get();
    }

    /** Waits until a replica has its master's data and follows it. */
    public void awaitLink(Node replica, Work work) throws InterruptedException {
        while (!linked(replica)) {
            requireRunning(replica);
            work.pause(BETWEEN_LOOKS);
        }
    }

    private boolean linked(Node replica) {
        try (EngineClient engine = connections.open(replica.address(), replica.credentialRef())) {
            return engine.replication().linkUp();
        } catch (EngineException notYet) {
            return false;
        }
    }

    private void await(Node started, Node engine, Endpoint address, Work work) throws InterruptedException {
        while (!answers(engine, address)) {
            requireRunning(started);
            work.pause(BETWEEN_LOOKS);
        }
    }

    private boolean answers(Node engine, Endpoint address) {
        try (EngineClient client = connections.open(address, engine.credentialRef())) {
            client.ping();
            requireVersion(engine, client.identity());
            return true;
        } catch (EngineException.AuthenticationFailed refused) {
            throw new NodeFailure(
                    "WRONG_PASSWORD", "Node " + engine.id() + " does not accept the instance's password.", refused);
        } catch (EngineException notYet) {
            return false;
        }
    }

    private static void requireVersion(Node node, EngineId actual) {
        String edition = actual.edition().name();
        String version = actual.version().toString();
        if (!edition.equals(node.build().edition())
                || !version.equals(node.build().version())) {
            throw new NodeFailure(
                    "WRONG_VERSION",
                    "Node %s says that it is %s %s, but it should be %s %s."
                            .formatted(
                                    node.id(),
                                    edition,
                                    version,
                                    node.build().edition(),
                                    node.build().version()));
        }
    }

    private void requireRunning(Node node) {
        if (!provider.runs(node)) {
            throw new NodeFailure("NODE_ENDED", "Node " + node.id() + " ended: " + provider.lastWords(node));
        }
    }
}
