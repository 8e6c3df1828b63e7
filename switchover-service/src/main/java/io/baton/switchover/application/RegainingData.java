package io.baton.switchover.application;

import io.baton.engine.client.EngineAddress;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineException;
import io.baton.engine.client.ReplicationInfo;
import io.baton.engine.client.ReplicationInfo.Role;
import io.baton.saga.infrastructure.BatonClock;
import io.baton.saga.infrastructure.Lease;
import io.baton.switchover.model.Switch;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * The new master died after the commit, before any client was sent to it, and was started again: it may have lost what was
 * only in its memory. The old master is frozen and still has everything: it is replicated once more.
 *
 * <p>Two may have died: then the old master stays down, since nothing would freeze it, and after a while the new one goes on
 * with what it has on its own disk, which is what any restarted engine has.
 */
@ApplicationScoped
class RegainingData {
    private static final Logger LOG = Logger.getLogger(RegainingData.class);

    private final Parties parties;
    private final SwitchSettings settings;
    private final BatonClock clock;

    RegainingData(Parties parties, SwitchSettings settings, BatonClock clock) {
        this.parties = parties;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Returns when the new master may be promoted.
     *
     * @throws SwitchFailedException with REGAINING_DATA as long as it may not
     */
    void regain(Lease<Switch> lease, EngineClient newMaster) {
        Switch upgrade = lease.state();
        String runId = newMaster.info("server").get("run_id");
        if (runId.equals(upgrade.attempt().newMasterRunId())) {
            return;
        }
        try (EngineClient oldMaster = parties.oldMaster(upgrade)) {
            follow(lease, newMaster, oldMaster);
        } catch (EngineException.Unreachable | EngineException.TimedOut gone) {
            goOnAlone(upgrade, gone);
        }
    }

    private void follow(Lease<Switch> lease, EngineClient newMaster, EngineClient oldMaster) {
        Switch upgrade = lease.state();
        Fence fence = parties.fence(oldMaster);
        if (newMaster.replication().role() == Role.MASTER) {
            LOG.warnf("new master restarted, replicating once more upgrade=%s", upgrade.sagaId());
            lease.ensureHeldFor(settings.leaseMargin());
            // Whoever else may have started the old one again, it must not take writes.
            RoundTrip.toOldMaster(oldMaster, fence.raise(upgrade.attempt().oldSettings()), Fence.REFUSED);
            if (fence.demotes()) {
                oldMaster.promote(); // demoted, it would send nobody its data
            }
            newMaster.replicaOf(
                    EngineAddress.of(upgrade.grant().source().master().address()));
        }
        if (!regained(lease, fence, newMaster, oldMaster)) {
            throw new SwitchFailedException(
                    "REGAINING_DATA", "the new master replicates from the frozen old one again");
        }
    }

    /**
     * Where scripts can write until the old master is demoted again, what they wrote has to come along: it is demoted when the
     * new master has all, looked at once more, and promoted again if something came in between.
     */
    private boolean regained(Lease<Switch> lease, Fence fence, EngineClient newMaster, EngineClient oldMaster) {
        ReplicationInfo old = oldMaster.replication();
        boolean all = hasAll(newMaster.replication(), old, lease.state());
        if (all && fence.demotes() && !old.followsNobody()) {
            lease.ensureHeldFor(settings.leaseMargin());
            RoundTrip.toOldMaster(oldMaster, fence.demote(), Fence.REFUSED);
            return false;
        }
        if (!all && old.followsNobody()) {
            lease.ensureHeldFor(settings.leaseMargin());
            oldMaster.promote();
        }
        return all;
    }

    /**
     * The frozen offset holds for the old master's process of then; another one counts from anew, and has to be equalled. So has
     * one that was demoted again.
     */
    private static boolean hasAll(ReplicationInfo seen, ReplicationInfo old, Switch upgrade) {
        if (seen.role() != Role.REPLICA || seen.syncInProgress()) {
            return false;
        }
        boolean equal = seen.slaveReplOffset() >= old.masterReplOffset();
        return old.followsNobody()
                ? equal
                : seen.linkUp()
                        && (equal || seen.slaveReplOffset() >= upgrade.commit().frozenOffset());
    }

    private void goOnAlone(Switch upgrade, EngineException gone) {
        if (clock.now().isBefore(upgrade.commit().at().plus(settings.regainWithin()))) {
            throw new SwitchFailedException("REGAINING_DATA", "the old master is away: " + gone.getMessage());
        }
        LOG.errorf(
                "ALARM both masters died after the commit, the new one goes on with the data of its own disk upgrade=%s",
                upgrade.sagaId());
    }
}
