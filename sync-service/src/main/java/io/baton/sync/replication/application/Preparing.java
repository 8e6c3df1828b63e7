package io.baton.sync.replication.application;

import io.baton.contracts.EngineNode;
import io.baton.engine.client.EngineException;
import io.baton.saga.infrastructure.Lease;
import io.baton.sync.replication.model.NodeSettings;
import io.baton.sync.replication.model.NodeSight.Seen;
import io.baton.sync.replication.model.SyncNodes;
import io.baton.sync.replication.model.SyncObservation;
import io.baton.sync.replication.model.SyncPhase;
import io.baton.sync.replication.model.SyncSignals.OriginalSettingsRecorded;
import io.baton.sync.replication.model.SyncState;
import io.baton.sync.replication.model.SyncTuning;
import io.baton.sync.replication.model.TemporarySetting;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Gives the two masters the settings that the synchronisation needs, after what they had is safely recorded. */
@ApplicationScoped
public class Preparing {
    private static final Logger LOG = Logger.getLogger(Preparing.class);

    private final SyncTuning tuning;
    private final Duration margin;

    Preparing(SyncSettings settings) {
        this.tuning = settings.tuning();
        this.margin = settings.margin();
    }

    /** Which process of which node this holder of the lease has prepared: a restarted node is prepared again. */
    static final class Done {
        private final Map<String, String> runIds = new HashMap<>();
    }

    /**
     * Does what is missing.
     *
     * @return false if there is still something missing, or the synchronisation has ended meanwhile
     * @throws EngineException if a node could not be asked
     */
    boolean prepared(Lease<SyncState> lease, Nodes nodes, SyncObservation seen, Done done) {
        SyncNodes of = lease.state().nodes();
        if (!(seen.oldMaster() instanceof Seen oldMaster) || !(seen.newMaster() instanceof Seen newMaster)) {
            return lease.state().settings() != null;
        }
        if (lease.state().settings() == null) {
            record(lease, nodes, oldMaster);
        }
        if (lease.state().phase() != SyncPhase.SYNCING) {
            return false;
        }
        prepare(lease, nodes, of.oldMaster(), oldMaster, done);
        prepare(lease, nodes, of.newMaster(), newMaster, done);
        return true;
    }

    private void record(Lease<SyncState> lease, Nodes nodes, Seen oldMaster) {
        SyncNodes of = lease.state().nodes();
        int replicas = of.newReplicas().size();
        lease.signal(new OriginalSettingsRecorded(
                List.of(
                        changes(nodes, of.oldMaster(), config -> tuning.ofOldMaster(config, oldMaster)),
                        changes(nodes, of.newMaster(), config -> tuning.ofNewMaster(config, oldMaster, replicas))),
                oldMaster.fullSyncs()));
    }

    /** An engine whose CONFIG is forbidden can still be synchronised, as long as its own settings suffice. */
    private static NodeSettings changes(
            Nodes nodes, EngineNode node, Function<Map<String, String>, List<TemporarySetting>> wanted) {
        try {
            return new NodeSettings(node.nodeId(), wanted.apply(nodes.settings(node, SyncTuning.patterns())));
        } catch (EngineException.Refused forbidden) {
            LOG.warnf("settings stay as they are node=%s reason=\"%s\"", node.nodeId(), forbidden.getMessage());
            return new NodeSettings(node.nodeId(), List.of());
        }
    }

    private void prepare(Lease<SyncState> lease, Nodes nodes, EngineNode node, Seen seen, Done done) {
        if (seen.runId().equals(done.runIds.get(node.nodeId()))) {
            return;
        }
        NodeSettings changes = lease.state().settingsOf(node);
        if (!changes.settings().isEmpty()) {
            apply(lease, nodes, node, changes);
        }
        done.runIds.put(node.nodeId(), seen.runId());
    }

    private void apply(Lease<SyncState> lease, Nodes nodes, EngineNode node, NodeSettings changes) {
        Map<String, String> missing = changes.toApply(nodes.settings(node, SyncTuning.patterns()));
        if (missing.isEmpty()) {
            return;
        }
        lease.ensureHeldFor(margin);
        try {
            nodes.set(node, missing);
            LOG.infof(
                    "settings changed for the synchronisation upgrade=%s node=%s settings=%s",
                    lease.state().sagaId(), node.nodeId(), missing);
        } catch (EngineException.Refused refused) {
            LOG.warnf("settings stay as they are node=%s reason=\"%s\"", node.nodeId(), refused.getMessage());
        }
    }
}
