package io.baton.sync.replication.application;

import io.baton.engine.client.EngineException;
import io.baton.saga.infrastructure.Lease;
import io.baton.sync.replication.model.CarriedOver;
import io.baton.sync.replication.model.SyncAssessment;
import io.baton.sync.replication.model.SyncObservation;
import io.baton.sync.replication.model.SyncState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Brings to the new nodes what replication does not bring, and checks once more what speaks against a switch. Each is looked
 * at again and again until the switch: what changes on the old master meanwhile arrives too. A new master that took over is
 * nothing to carry anything to.
 */
@ApplicationScoped
public class CarryingOver {
    private static final Logger LOG = Logger.getLogger(CarryingOver.class);

    private final Checking checking;
    private final CarryingUsers users;
    private final CarryingScripts scripts;
    private final CarryingSettings changes;
    private final SyncSettings settings;

    CarryingOver(
            Checking checking,
            CarryingUsers users,
            CarryingScripts scripts,
            CarryingSettings changes,
            SyncSettings settings) {
        this.checking = checking;
        this.users = users;
        this.scripts = scripts;
        this.changes = changes;
        this.settings = settings;
    }

    /** What one holder of the lease knows. */
    static final class Known implements AutoCloseable {
        private final Checking.Known checks = new Checking.Known();
        private final CarryingUsers.Known users = new CarryingUsers.Known();
        private final CarryingScripts.Known scripts = new CarryingScripts.Known();
        private final CarryingSettings.Known settings = new CarryingSettings.Known();
        private CarriedOver carriedOver = CarriedOver.NOT_YET;
        private Instant usersAt = Instant.MIN;
        private Instant settingsAt = Instant.MIN;

        CarriedOver carriedOver() {
            return carriedOver;
        }

        @Override
        public void close() {
            scripts.close();
        }
    }

    /** What can't be looked at now stays as it was last seen; that a node doesn't answer is told elsewhere. */
    void carry(Lease<SyncState> lease, Nodes nodes, SyncObservation seen, SyncAssessment assessment, Known known) {
        if (assessment.promoted() || assessment.hopeless()) {
            return;
        }
        CarriedOver before = known.carriedOver;
        try {
            CarriedOver.Checks checks = checking.check(lease, nodes, seen, known.checks, before.checks());
            CarriedOver.Users equal = before.users();
            if (!equal.differ().isEmpty() || !seen.at().isBefore(known.usersAt.plus(settings.users()))) {
                equal = users.carry(lease, nodes, seen, known.users);
                known.usersAt = seen.at();
            }
            CarriedOver.Scripts ofSource = scripts.carry(lease, nodes, seen, assessment.almost(), known.scripts);
            carrySettings(lease, nodes, seen, known);
            known.carriedOver = new CarriedOver(checks, equal, ofSource, known.settings.findings());
        } catch (EngineException notNow) {
            LOG.infof(
                    "not carried over for now upgrade=%s reason=\"%s\"",
                    lease.state().sagaId(), notNow.getMessage());
        }
    }

    /** Where CONFIG is forbidden nothing follows, and that stands in nobody's way. */
    private void carrySettings(Lease<SyncState> lease, Nodes nodes, SyncObservation seen, Known known) {
        if (seen.at().isBefore(known.settingsAt.plus(settings.settings()))) {
            return;
        }
        known.settingsAt = seen.at();
        try {
            changes.carry(lease, nodes, known.settings);
        } catch (EngineException.Refused forbidden) {
            LOG.infof(
                    "settings not carried over for now upgrade=%s reason=\"%s\"",
                    lease.state().sagaId(), forbidden.getMessage());
        }
    }
}
