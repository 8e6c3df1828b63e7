package io.baton.resource.node.application;

import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineException;
import io.baton.engine.client.ReplicationInfo;
import io.baton.resource.node.model.DataOnDisk;
import io.baton.resource.node.model.Node;
import io.baton.resource.node.model.NodeRole;
import io.baton.resource.node.model.NodeStage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Finds out whether a master, or one that will be, has on its disk what it has in memory. After a full synchronisation
 * it hasn't until its append-only file is rewritten; a restart in between would load next to nothing.
 */
@ApplicationScoped
public class ProvingData {
    private final Nodes nodes;
    private final NodeProvider provider;
    private final EngineConnections connections;

    ProvingData(Nodes nodes, NodeProvider provider, EngineConnections connections) {
        this.nodes = nodes;
        this.provider = provider;
        this.connections = connections;
    }

    /** Looks and writes down what it saw; an engine that doesn't answer leaves it as it was. */
    public void prove(Node node) {
        if (!node.engine() || node.role() != NodeRole.MASTER || settled(node)) {
            return;
        }
        try (EngineClient engine = connections.open(node.address(), node.credentialRef())) {
            boolean durable = complete(node, engine)
                    && persisted(engine.info("persistence"))
                    && provider.data(node) != DataOnDisk.ABSENT;
            if (durable != node.durable()) {
                nodes.durable(node.id(), durable);
            }
        } catch (EngineException silent) {
            // It says so itself where it matters: supervision and the work that waits for it.
        }
    }

    /** A serving master replicates nothing: what is complete on its disk stays so. */
    private static boolean settled(Node node) {
        return node.stage() == NodeStage.SERVING && node.durable();
    }

    /** A new master has all data only while it follows the old one, or serves. */
    private static boolean complete(Node node, EngineClient engine) {
        if (node.stage() != NodeStage.ALLOCATED) {
            return true;
        }
        ReplicationInfo replication = engine.replication();
        return replication.linkUp() && !replication.syncInProgress();
    }

    private static boolean persisted(Map<String, String> info) {
        if (!"0".equals(info.getOrDefault("loading", "0"))) {
            return false;
        }
        boolean rewriting = !"0".equals(info.get("aof_rewrite_in_progress"))
                || !"0".equals(info.get("aof_rewrite_scheduled"))
                || !"ok".equals(info.get("aof_last_bgrewrite_status"));
        return "0".equals(info.get("aof_enabled")) || !rewriting;
    }
}
