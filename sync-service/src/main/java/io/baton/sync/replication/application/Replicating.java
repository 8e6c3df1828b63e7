package io.baton.sync.replication.application;

import io.baton.contracts.EngineNode;
import io.baton.engine.client.EngineException;
import io.baton.saga.infrastructure.Lease;
import io.baton.sync.replication.model.NodeSight;
import io.baton.sync.replication.model.SyncAssessment;
import io.baton.sync.replication.model.SyncMemory;
import io.baton.sync.replication.model.SyncNodes;
import io.baton.sync.replication.model.SyncObservation;
import io.baton.sync.replication.model.SyncPhase;
import io.baton.sync.replication.model.SyncState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Keeps the new nodes replicating and tells how far they are. Each round:
 *
 * <ol>
 *   <li>look at all nodes, once each;
 *   <li>assess what was seen ({@link SyncAssessment}, pure);
 *   <li>do what is missing: prepare the settings, attach the new master, attach its replicas;
 *   <li>tell the saga what is new.
 * </ol>
 *
 * <p>The new master is told to replicate only before the first catch-up: after it a grant can exist, and a replication
 * would wipe a master that the switch has just promoted.
 */
@ApplicationScoped
public class Replicating {
    private static final Logger LOG = Logger.getLogger(Replicating.class);

    private final Nodes.Access access;
    private final Preparing preparing;
    private final SyncSettings settings;
    private final SyncMetrics metrics;
    private final Clock clock = Clock.systemUTC();

    Replicating(Nodes.Access access, Preparing preparing, SyncSettings settings, SyncMetrics metrics) {
        this.access = access;
        this.preparing = preparing;
        this.settings = settings;
        this.metrics = metrics;
    }

    void drive(Lease<SyncState> lease) throws InterruptedException {
        if (lease.state().phase() != SyncPhase.SYNCING) {
            return;
        }
        SyncState first = lease.state();
        LOG.infof(
                "synchronisation driven upgrade=%s instance=%s token=%d caughtUp=%s",
                first.sagaId(),
                first.instanceId(),
                lease.token(),
                first.catchUp().now());
        try (Nodes nodes = access.open(first.nodes().credentialRef());
                SyncMetrics.Meter meter = metrics.of(first)) {
            SyncMemory memory = SyncMemory.NONE;
            Preparing.Done done = new Preparing.Done();
            while (lease.state().phase() == SyncPhase.SYNCING) {
                SyncObservation seen = observe(nodes, lease.state().nodes());
                SyncAssessment assessment = SyncAssessment.of(lease.state(), seen, memory, settings.limits());
                memory = assessment.memory();
                act(lease, nodes, seen, assessment, done);
                tell(lease, assessment, meter);
                if (lease.state().phase() == SyncPhase.SYNCING) {
                    lease.awaitChange(pause(lease.state(), assessment));
                }
            }
        }
    }

    /** From the end of the chain to its head: see {@link SyncObservation}. */
    private SyncObservation observe(Nodes nodes, SyncNodes of) {
        Map<String, NodeSight> replicas = new HashMap<>();
        for (EngineNode replica : of.newReplicas()) {
            replicas.put(replica.nodeId(), nodes.look(replica));
        }
        NodeSight newMaster = nodes.look(of.newMaster());
        NodeSight oldMaster = nodes.look(of.oldMaster());
        return new SyncObservation(clock.instant(), oldMaster, newMaster, replicas);
    }

    private void act(
            Lease<SyncState> lease, Nodes nodes, SyncObservation seen, SyncAssessment assessment, Preparing.Done done) {
        if (assessment.promoted()) {
            return;
        }
        try {
            if (!preparing.prepared(lease, nodes, seen, done)) {
                return;
            }
            SyncNodes of = lease.state().nodes();
            if (assessment.attachNewMaster() && !lease.state().catchUp().ever()) {
                lease.ensureHeldFor(settings.margin());
                nodes.replicate(of.newMaster(), of.oldMaster());
                LOG.infof(
                        "new master attached upgrade=%s node=%s to=%s",
                        lease.state().sagaId(),
                        of.newMaster().nodeId(),
                        of.oldMaster().nodeId());
            }
            for (EngineNode replica : assessment.attachReplicas()) {
                lease.ensureHeldFor(settings.margin());
                nodes.replicate(replica, of.newMaster());
                LOG.infof(
                        "new replica attached upgrade=%s node=%s to=%s",
                        lease.state().sagaId(), replica.nodeId(), of.newMaster().nodeId());
            }
        } catch (EngineException notNow) {
            // What is missing is seen again in the next round.
            LOG.warnf(
                    "node not changed, tried again upgrade=%s reason=\"%s\"",
                    lease.state().sagaId(), notNow.getMessage());
        }
    }

    private static void tell(Lease<SyncState> lease, SyncAssessment assessment, SyncMetrics.Meter meter) {
        for (Object signal : assessment.signals()) {
            if (lease.state().phase() != SyncPhase.SYNCING) {
                return; // an event has ended it meanwhile
            }
            SyncState before = lease.state();
            meter.told(before, lease.signal(signal));
        }
        meter.progress(assessment.progress());
    }

    private Duration pause(SyncState state, SyncAssessment assessment) {
        return assessment.almost() && !state.catchUp().now() ? settings.almost() : settings.round();
    }
}
