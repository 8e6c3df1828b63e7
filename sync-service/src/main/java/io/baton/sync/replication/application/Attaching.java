package io.baton.sync.replication.application;

import io.baton.contracts.EngineNode;
import io.baton.engine.client.EngineException;
import io.baton.saga.infrastructure.Lease;
import io.baton.sync.replication.model.SyncAssessment;
import io.baton.sync.replication.model.SyncNodes;
import io.baton.sync.replication.model.SyncState;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Tells nodes to replicate, which replaces the data that they have. Three things keep this away from a new master that the
 * switch has promoted:
 *
 * <ul>
 *   <li>the new master is told only before the first catch-up: no grant, and so no promotion, can have been before it;
 *   <li>only the holder of the lease tells, and it looks at its lease when the connection stands already;
 *   <li>a new holder first cuts the connections to the new master, so that the command of a former one, which may have been
 *       frozen right before it sent it, never arrives.
 * </ul>
 */
@ApplicationScoped
public class Attaching {
    private static final Logger LOG = Logger.getLogger(Attaching.class);

    private final SyncSettings settings;

    Attaching(SyncSettings settings) {
        this.settings = settings;
    }

    /** Cuts the connections of former holders, where there can be any that matter. */
    boolean isAloneAtNewMaster(Lease<SyncState> lease, Nodes nodes) {
        SyncState state = lease.state();
        if (state.catchUp().ever() || lease.token() == 1) {
            return true;
        }
        try {
            nodes.disconnectOthers(state.nodes().newMaster());
            return true;
        } catch (EngineException.Refused forbidden) {
            LOG.warnf("connections not cut upgrade=%s reason=\"%s\"", state.sagaId(), forbidden.getMessage());
            return true;
        } catch (EngineException notNow) {
            return false;
        }
    }

    void attach(Lease<SyncState> lease, Nodes nodes, SyncAssessment assessment) {
        SyncNodes of = lease.state().nodes();
        if (assessment.attachNewMaster() && !lease.state().catchUp().ever()) {
            attach(lease, nodes, of.newMaster(), of.oldMaster());
        }
        for (EngineNode replica : assessment.attachReplicas()) {
            attach(lease, nodes, replica, of.newMaster());
        }
    }

    private void attach(Lease<SyncState> lease, Nodes nodes, EngineNode replica, EngineNode master) {
        nodes.replicate(replica, master, () -> lease.ensureHeldFor(settings.margin()));
        LOG.infof("node attached upgrade=%s node=%s to=%s", lease.state().sagaId(), replica.nodeId(), master.nodeId());
    }
}
