package io.baton.switchover.application;

import io.baton.engine.client.Command;
import io.baton.engine.client.InfoText;
import io.baton.engine.client.ReplicationInfo;
import io.baton.engine.client.Reply;
import io.baton.saga.infrastructure.BatonClock;
import io.baton.saga.infrastructure.Lease;
import io.baton.saga.infrastructure.LeaseLostException;
import io.baton.switchover.model.Attempt;
import io.baton.switchover.model.Commit;
import io.baton.switchover.model.Switch;
import io.baton.switchover.model.SwitchPhase;
import io.baton.switchover.model.SwitchSignals.AttemptBegun;
import io.baton.switchover.model.SwitchSignals.AttemptFailed;
import io.baton.switchover.model.SwitchSignals.ReadyToCommit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * One attempt, from its record to the commit. Clients wait while it runs, so everything is connected before.
 *
 * <p>Invariant: until the commit is durable the proxies can only be released to the old master, and from then on only
 * to the new one; the outcome of the commit is read back where it is not known.
 */
@ApplicationScoped
class Switching {
    private static final Logger LOG = Logger.getLogger(Switching.class);
    private static final Duration ASK_AGAIN = Duration.ofMillis(50);

    private final Parties parties;
    private final Undoing undoing;
    private final Finishing finishing;
    private final SwitchSettings settings;
    private final BatonClock clock;
    private final StepGate gate;

    Switching(
            Parties parties,
            Undoing undoing,
            Finishing finishing,
            SwitchSettings settings,
            BatonClock clock,
            StepGate gate) {
        this.parties = parties;
        this.undoing = undoing;
        this.finishing = finishing;
        this.settings = settings;
        this.clock = clock;
        this.gate = gate;
    }

    void attempt(Lease<Switch> lease, Stage stage) throws InterruptedException {
        Stopwatch preparation = new Stopwatch();
        Fence fence = parties.fence(stage.oldMaster());
        Map<String, String> originals = fence.originals(stage.oldMaster());
        // It stands nowhere yet, so this changes nothing: no fence is raised that may not be lowered again.
        RoundTrip.toOldMaster(stage.oldMaster(), fence.lower(originals), Fence.REFUSED);
        Attempt attempt = new Attempt(
                stage.epoch(),
                originals,
                stage.oldMaster().version().toString(),
                stage.newMaster().info("server").get("run_id"),
                clock.now());
        if (record(lease, attempt).phase() == SwitchPhase.ATTEMPTING) {
            attempt(lease, stage, fence, preparation.totalMs());
        }
    }

    private void attempt(Lease<Switch> lease, Stage stage, Fence fence, double prepareMs) throws InterruptedException {
        Attempt attempt = lease.state().attempt();
        Stopwatch hold = new Stopwatch();
        try {
            Commit commit = holdFenceAndCatchUp(lease, stage, fence, attempt, prepareMs, hold);
            stage.proof().ask();
            gate.through(Step.COMMIT, () -> commit(lease, commit));
        } catch (LeaseLostException lost) {
            throw lost;
        } catch (RuntimeException failed) {
            LOG.warnf(
                    "attempt failed upgrade=%s reason=\"%s\"",
                    lease.state().sagaId(), SwitchFailedException.messageOf(failed));
            lease.signal(new AttemptFailed(SwitchFailedException.reasonOf(failed)));
        }
        if (lease.state().phase() == SwitchPhase.COMMITTED) {
            finishing.finish(lease, stage, hold);
        } else if (lease.state().phase() == SwitchPhase.UNDOING) {
            undoing.undo(lease, stage, fence);
        }
    }

    private Switch record(Lease<Switch> lease, Attempt attempt) {
        return gate.pass(Step.RECORD_ATTEMPT, () -> lease.signal(new AttemptBegun(attempt)));
    }

    private Commit holdFenceAndCatchUp(
            Lease<Switch> lease, Stage stage, Fence fence, Attempt attempt, double prepareMs, Stopwatch hold) {
        lease.ensureHeldFor(settings.leaseMargin());
        gate.pass(Step.HOLD, () -> stage.proxies().hold(stage.epoch(), settings.drainTimeout()));
        double drainMs = hold.lapMs();
        lease.ensureHeldFor(settings.leaseMargin());
        long frozen = gate.pass(Step.FENCE, () -> freeze(lease, stage, fence, attempt.oldSettings()));
        double fenceMs = hold.lapMs();
        long caughtUp = gate.pass(Step.CATCH_UP, () -> awaitOffset(stage, frozen));
        double catchUpMs = hold.lapMs();
        return new Commit(frozen, caughtUp, new Commit.Timings(prepareMs, drainMs, fenceMs, catchUpMs), clock.now());
    }

    /**
     * Raises the fence, and where scripts still get past it, demotes the old master too.
     *
     * @return the offset behind which nothing can be written any more
     */
    private long freeze(Lease<Switch> lease, Stage stage, Fence fence, Map<String, String> originals) {
        long offset = offsetBehind(stage, fence.raise(originals));
        if (!fence.demotes()) {
            return offset;
        }
        awaitOffset(stage, offset);
        lease.ensureHeldFor(settings.leaseMargin());
        return offsetBehind(stage, fence.demote());
    }

    /** Both in one round trip. */
    private static long offsetBehind(Stage stage, List<Command> fence) {
        List<Command> commands = new ArrayList<>(fence);
        commands.add(Command.of("INFO", "replication"));
        List<Reply> replies = RoundTrip.toOldMaster(stage.oldMaster(), commands, Fence.REFUSED);
        return replication(replies.get(replies.size() - 1)).masterReplOffset();
    }

    /**
     * The new master has at least what the frozen old master had: it may have more, because a master goes on pinging its
     * replicas under a pause. What it has counts also without a link: a demoted master has cut it.
     */
    private long awaitOffset(Stage stage, long frozen) {
        long until = System.nanoTime() + settings.catchUpTimeout().toNanos();
        while (true) {
            ReplicationInfo seen = stage.newMaster().replication();
            boolean replica = seen.role() == ReplicationInfo.Role.REPLICA;
            if (replica && !seen.syncInProgress() && seen.slaveReplOffset() >= frozen) {
                return seen.slaveReplOffset();
            }
            if (!replica || !seen.linkUp()) {
                throw new SwitchFailedException("LINK_DOWN", "the new master lost its link to the frozen old one");
            }
            if (System.nanoTime() > until) {
                throw new SwitchFailedException(
                        "NOT_CAUGHT_UP",
                        "the new master was " + (frozen - seen.slaveReplOffset()) + " bytes behind after "
                                + settings.catchUpTimeout().toMillis() + " ms");
            }
        }
    }

    /** When the database fails in the commit, nobody knows the outcome: then it is asked until it answers. */
    private static void commit(Lease<Switch> lease, Commit commit) throws InterruptedException {
        try {
            lease.signal(new ReadyToCommit(commit));
        } catch (LeaseLostException lost) {
            throw lost;
        } catch (RuntimeException unknown) {
            LOG.warnf(
                    "commit unknown upgrade=%s reason=\"%s\"",
                    lease.state().sagaId(), SwitchFailedException.messageOf(unknown));
            awaitOutcome(lease);
            if (lease.state().phase() == SwitchPhase.ATTEMPTING) {
                throw new SwitchFailedException("NOT_COMMITTED", "the commit could not be recorded");
            }
        }
    }

    private static void awaitOutcome(Lease<Switch> lease) throws InterruptedException {
        while (true) {
            try {
                lease.awaitChange(ASK_AGAIN);
                return;
            } catch (LeaseLostException lost) {
                throw lost;
            } catch (RuntimeException away) {
                LOG.debugf("commit still unknown upgrade=%s", lease.state().sagaId());
            }
        }
    }

    private static ReplicationInfo replication(Reply info) {
        return ReplicationInfo.of(InfoText.parse(info.text()));
    }
}
