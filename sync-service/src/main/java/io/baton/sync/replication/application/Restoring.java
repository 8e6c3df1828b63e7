package io.baton.sync.replication.application;

import io.baton.contracts.EngineNode;
import io.baton.engine.client.EngineException;
import io.baton.saga.infrastructure.Lease;
import io.baton.sync.replication.model.Ending;
import io.baton.sync.replication.model.NodeSettings;
import io.baton.sync.replication.model.NodeSight.Seen;
import io.baton.sync.replication.model.SyncNodes;
import io.baton.sync.replication.model.SyncPhase;
import io.baton.sync.replication.model.SyncSignals.Restored;
import io.baton.sync.replication.model.SyncState;
import io.baton.sync.replication.model.SyncTuning;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Puts back what the synchronisation changed. The nodes that stay must have their own settings again, and are asked until
 * they have; the ones that go are tried once.
 */
@ApplicationScoped
public class Restoring {
    private static final Logger LOG = Logger.getLogger(Restoring.class);

    private final Nodes.Access access;
    private final SyncSettings settings;

    Restoring(Nodes.Access access, SyncSettings settings) {
        this.access = access;
        this.settings = settings;
    }

    void drive(Lease<SyncState> lease) throws InterruptedException {
        SyncState state = lease.state();
        if (state.phase() != SyncPhase.STOPPING) {
            return;
        }
        try (Nodes nodes = access.open(state.nodes().credentialRef())) {
            List<EngineNode> left = new ArrayList<>(state.nodes().staying(state.ending()));
            left.removeIf(node -> restored(lease, nodes, node));
            letGo(lease, nodes);
            while (!left.isEmpty() && lease.awaitChange(settings.retry()).phase() == SyncPhase.STOPPING) {
                left.removeIf(node -> restored(lease, nodes, node));
            }
        }
        if (lease.state().phase() == SyncPhase.STOPPING) {
            lease.signal(new Restored());
        }
    }

    /** The nodes that are about to go: nobody is harmed if one of them does not answer any more. */
    private void letGo(Lease<SyncState> lease, Nodes nodes) {
        SyncState state = lease.state();
        SyncNodes of = state.nodes();
        if (state.ending() == Ending.SWITCHED) {
            restored(lease, nodes, of.oldMaster());
            return;
        }
        // No grant is out any more, so the new master serves nobody. Detached, it costs the old one nothing until it is
        // removed; attached, it could begin one full synchronisation after the other under the settings put back.
        try {
            if (nodes.look(of.newMaster()) instanceof Seen seen
                    && !seen.replication().masterHost().isEmpty()) {
                lease.ensureHeldFor(settings.margin());
                nodes.detach(of.newMaster());
                LOG.infof(
                        "new master detached upgrade=%s node=%s",
                        state.sagaId(), of.newMaster().nodeId());
            }
        } catch (EngineException gone) {
            LOG.infof("new master not detached upgrade=%s reason=\"%s\"", state.sagaId(), gone.getMessage());
        }
    }

    private boolean restored(Lease<SyncState> lease, Nodes nodes, EngineNode node) {
        NodeSettings changes = lease.state().settingsOf(node);
        if (changes.settings().isEmpty()) {
            return true;
        }
        try {
            Map<String, String> back = changes.toRestore(nodes.settings(node, SyncTuning.patterns()));
            if (!back.isEmpty()) {
                lease.ensureHeldFor(settings.margin());
                nodes.set(node, back);
                LOG.infof(
                        "settings put back upgrade=%s node=%s settings=%s",
                        lease.state().sagaId(), node.nodeId(), back);
            }
            if (lease.state().nodes().newNodes().contains(node)) {
                // It may have written down those of the meantime: after a restart they would be back.
                nodes.writeDown(node);
            }
            return true;
        } catch (EngineException notNow) {
            LOG.warnf(
                    "settings not put back upgrade=%s node=%s reason=\"%s\"",
                    lease.state().sagaId(), node.nodeId(), notNow.getMessage());
            return false;
        }
    }
}
