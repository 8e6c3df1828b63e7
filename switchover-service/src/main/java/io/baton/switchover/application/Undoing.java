package io.baton.switchover.application;

import io.baton.engine.client.Command;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineException;
import io.baton.saga.infrastructure.Lease;
import io.baton.switchover.model.Switch;
import io.baton.switchover.model.SwitchSignals.Undone;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Puts back what an attempt touched: first the fence, so that the clients don't meet it, then the proxies go on to the
 * old master. Every part can be done again, and is, until all of it is done.
 */
@ApplicationScoped
class Undoing {
    private static final Logger LOG = Logger.getLogger(Undoing.class);

    private static final Duration TRY_AGAIN = Duration.ofMillis(100);

    private final Parties parties;
    private final SwitchSettings settings;
    private final StepGate gate;

    Undoing(Parties parties, SwitchSettings settings, StepGate gate) {
        this.parties = parties;
        this.settings = settings;
        this.gate = gate;
    }

    /** With new connections, after the process that drove the attempt died. */
    void drive(Lease<Switch> lease) throws InterruptedException {
        Switch upgrade = lease.state();
        RuntimeException fenced = lowerPatiently(lease);
        try (ProxyFleet proxies = parties.proxies(upgrade)) {
            gate.pass(
                    Step.RELEASE_TO_OLD, () -> proxies.release(upgrade.attempt().epoch()));
        }
        if (fenced != null) {
            throw fenced;
        }
        done(lease);
    }

    /**
     * Clients that were sent to a master that is slow, and still fenced, would get errors: they wait for it, bounded. They
     * don't wait for one that is away: they learn that from it, as they would without Baton.
     *
     * @return what came in between; null once the fence is lowered
     */
    private RuntimeException lowerPatiently(Lease<Switch> lease) throws InterruptedException {
        Switch upgrade = lease.state();
        long until = System.nanoTime() + settings.unfenceWithin().toNanos();
        while (true) {
            RuntimeException trouble;
            try (EngineClient oldMaster = parties.oldMaster(upgrade)) {
                gate.through(Step.LOWER_FENCE, () -> lower(upgrade, oldMaster, parties.fence(oldMaster)));
                return null;
            } catch (EngineException.Unreachable away) {
                return away;
            } catch (RuntimeException slow) {
                trouble = slow;
            }
            if (System.nanoTime() > until) {
                return trouble;
            }
            lease.awaitChange(TRY_AGAIN);
        }
    }

    /** With the connections of the attempt itself. What fails is left to {@link #drive}. */
    void undo(Lease<Switch> lease, Stage stage, Fence fence) throws InterruptedException {
        try {
            gate.through(Step.LOWER_FENCE, () -> lower(lease.state(), stage.oldMaster(), fence));
            gate.pass(Step.RELEASE_TO_OLD, () -> stage.proxies().release(stage.epoch()));
            done(lease);
        } catch (RuntimeException failed) {
            LOG.warnf(
                    "undo begins anew upgrade=%s reason=\"%s\"",
                    lease.state().sagaId(), SwitchFailedException.messageOf(failed));
            drive(lease);
        }
    }

    private void lower(Switch upgrade, EngineClient oldMaster, Fence fence) {
        List<Command> commands = fence.lower(upgrade.attempt().oldSettings());
        RoundTrip.toOldMaster(oldMaster, commands, "UNFENCE_REFUSED");
    }

    private void done(Lease<Switch> lease) {
        Switch upgrade = lease.state();
        gate.pass(Step.GIVE_BACK, () -> lease.signal(new Undone()));
        LOG.infof(
                "attempt undone upgrade=%s epoch=%d",
                upgrade.sagaId(), upgrade.attempt().epoch());
    }
}
