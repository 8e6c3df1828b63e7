package io.baton.switchover.application;

import io.baton.engine.client.Command;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.Reply;
import io.baton.saga.infrastructure.Lease;
import io.baton.switchover.model.Switch;
import io.baton.switchover.model.SwitchSignals.Undone;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Puts back what an attempt touched: first the fence, so that the clients don't meet it, then the proxies go on to the
 * old master. Every part can be done again, and is, until all of it is done.
 */
@ApplicationScoped
class Undoing {
    private static final Logger LOG = Logger.getLogger(Undoing.class);

    private final Parties parties;

    Undoing(Parties parties) {
        this.parties = parties;
    }

    /** With new connections, after the process that drove the attempt died. */
    void drive(Lease<Switch> lease) {
        Switch upgrade = lease.state();
        RuntimeException fenced = null;
        try (EngineClient oldMaster = parties.oldMaster(upgrade)) {
            lower(upgrade, oldMaster, parties.fence(upgrade, oldMaster));
        } catch (RuntimeException failed) {
            // Clients don't wait for an old master that is away: they learn from it, as they would without Baton.
            fenced = failed;
        }
        try (ProxyFleet proxies = parties.proxies(upgrade)) {
            proxies.release(upgrade.attempt().epoch());
        }
        if (fenced != null) {
            throw fenced;
        }
        done(lease);
    }

    /** With the connections of the attempt itself. What fails is left to {@link #drive}. */
    void undo(Lease<Switch> lease, Stage stage, Fence fence) {
        try {
            lower(lease.state(), stage.oldMaster(), fence);
            stage.proxies().release(stage.epoch());
            done(lease);
        } catch (RuntimeException failed) {
            LOG.warnf("undo begins anew upgrade=%s reason=\"%s\"", lease.state().sagaId(), failed.getMessage());
            drive(lease);
        }
    }

    private void lower(Switch upgrade, EngineClient oldMaster, Fence fence) {
        List<Command> commands = fence.lower(upgrade.attempt().oldSettings(), parties.password(upgrade));
        List<Reply> replies = oldMaster.pipeline(commands);
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i) instanceof Reply.Failure failure) {
                throw new SwitchFailedException(
                        "UNFENCE_REFUSED",
                        "the old master refused " + commands.get(i).name() + ": " + failure.error());
            }
        }
    }

    private void done(Lease<Switch> lease) {
        Switch upgrade = lease.state();
        lease.signal(new Undone());
        parties.forgetDoor(upgrade);
        LOG.infof(
                "attempt undone upgrade=%s epoch=%d",
                upgrade.sagaId(), upgrade.attempt().epoch());
    }
}
