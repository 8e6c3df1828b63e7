package io.baton.sync.replication.application;

import io.baton.contracts.EngineNode;
import io.baton.engine.client.EngineException;
import io.baton.saga.infrastructure.Lease;
import io.baton.sync.replication.model.CarriedOver;
import io.baton.sync.replication.model.NodeSight;
import io.baton.sync.replication.model.SyncAssessment;
import io.baton.sync.replication.model.SyncMemory;
import io.baton.sync.replication.model.SyncNodes;
import io.baton.sync.replication.model.SyncObservation;
import io.baton.sync.replication.model.SyncPhase;
import io.baton.sync.replication.model.SyncSignals.CaughtUp;
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
 *   <li>tell the saga what is new;
 *   <li>carry over what replication doesn't bring.
 * </ol>
 */
@ApplicationScoped
public class Replicating {
    private static final Logger LOG = Logger.getLogger(Replicating.class);

    private final Nodes.Access access;
    private final Preparing preparing;
    private final Attaching attaching;
    private final CarryingOver carrying;
    private final SyncSettings settings;
    private final SyncMetrics metrics;
    private final Clock clock = Clock.systemUTC();

    Replicating(
            Nodes.Access access,
            Preparing preparing,
            Attaching attaching,
            CarryingOver carrying,
            SyncSettings settings,
            SyncMetrics metrics) {
        this.access = access;
        this.preparing = preparing;
        this.attaching = attaching;
        this.carrying = carrying;
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
                CarryingOver.Known known = new CarryingOver.Known();
                SyncMetrics.Meter meter = metrics.of(first)) {
            SyncMemory memory = SyncMemory.NONE;
            Preparing.Done done = new Preparing.Done();
            boolean alone = false;
            while (lease.state().phase() == SyncPhase.SYNCING) {
                alone = alone || attaching.isAloneAtNewMaster(lease, nodes);
                SyncObservation seen = observe(nodes, lease.state().nodes(), known.carriedOver());
                SyncAssessment assessment = SyncAssessment.of(lease.state(), seen, memory, settings.limits());
                memory = assessment.memory();
                if (alone) {
                    act(lease, nodes, seen, assessment, done);
                }
                tell(lease, assessment, alone, meter);
                if (alone && lease.state().phase() == SyncPhase.SYNCING) {
                    carrying.carry(lease, nodes, seen, assessment, known);
                }
                if (lease.state().phase() == SyncPhase.SYNCING) {
                    lease.awaitChange(pause(lease.state(), assessment));
                }
            }
        }
    }

    /** From the end of the chain to its head: see {@link SyncObservation}. */
    private SyncObservation observe(Nodes nodes, SyncNodes of, CarriedOver carriedOver) {
        Map<String, NodeSight> replicas = new HashMap<>();
        for (EngineNode replica : of.newReplicas()) {
            replicas.put(replica.nodeId(), nodes.look(replica));
        }
        NodeSight newMaster = nodes.look(of.newMaster());
        NodeSight oldMaster = nodes.look(of.oldMaster());
        return new SyncObservation(clock.instant(), oldMaster, newMaster, replicas, carriedOver);
    }

    private void act(
            Lease<SyncState> lease, Nodes nodes, SyncObservation seen, SyncAssessment assessment, Preparing.Done done) {
        if (assessment.promoted() || assessment.hopeless()) {
            return;
        }
        try {
            if (preparing.prepared(lease, nodes, seen, done)) {
                attaching.attach(lease, nodes, assessment);
            }
        } catch (EngineException notNow) {
            // What is missing is seen again in the next round.
            LOG.warnf(
                    "node not changed, tried again upgrade=%s reason=\"%s\"",
                    lease.state().sagaId(), notNow.getMessage());
        }
    }

    /** A catch-up opens the way for a grant, so it is told only when no former holder can replace data any more. */
    private static void tell(
            Lease<SyncState> lease, SyncAssessment assessment, boolean alone, SyncMetrics.Meter meter) {
        for (Object signal : assessment.signals()) {
            if (lease.state().phase() != SyncPhase.SYNCING) {
                return; // an event has ended it meanwhile
            }
            if (alone || !(signal instanceof CaughtUp)) {
                SyncState before = lease.state();
                SyncState after = lease.signal(signal);
                meter.told(before, after);
                log(before, after, assessment);
            }
        }
        meter.progress(assessment.progress());
    }

    private static void log(SyncState before, SyncState after, SyncAssessment assessment) {
        if (before.catchUp().sequence() != after.catchUp().sequence()) {
            LOG.infof(
                    "%s upgrade=%s sequence=%d lagBytes=%d troubles=%s",
                    after.catchUp().now() ? "caught up" : "fell behind",
                    after.sagaId(),
                    after.catchUp().sequence(),
                    assessment.progress().lagBytes(),
                    assessment.troubles());
        }
        if (after.phase() == SyncPhase.FAILED) {
            LOG.warnf("synchronisation given up upgrade=%s troubles=%s", after.sagaId(), assessment.troubles());
        }
    }

    private Duration pause(SyncState state, SyncAssessment assessment) {
        if (state.catchUp().now()) {
            return settings.calm();
        }
        return assessment.almost() ? settings.almost() : settings.round();
    }
}
