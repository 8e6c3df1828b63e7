package io.baton.sync.replication.application;

import io.baton.contracts.Finding;
import io.baton.engine.client.EngineAddress;
import io.baton.engine.client.EngineClient;
import io.baton.engine.precheck.GatheringFacts;
import io.baton.engine.precheck.Precheck;
import io.baton.saga.infrastructure.Lease;
import io.baton.sync.replication.model.CarriedOver.Checks;
import io.baton.sync.replication.model.SyncNodes;
import io.baton.sync.replication.model.SyncObservation;
import io.baton.sync.replication.model.SyncState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Checks again what was checked when the upgrade was asked for, now with the new nodes at hand: between the request and the
 * switch there can be a night.
 */
@ApplicationScoped
public class Checking {
    private static final Logger LOG = Logger.getLogger(Checking.class);

    private final SyncSettings settings;

    Checking(SyncSettings settings) {
        this.settings = settings;
    }

    /** When one holder of the lease has checked. */
    static final class Known {
        private Instant checkedAt = Instant.MIN;
    }

    Checks check(Lease<SyncState> lease, Nodes nodes, SyncObservation seen, Known known, Checks before) {
        if (before.made() && seen.at().isBefore(known.checkedAt.plus(settings.checks()))) {
            return before;
        }
        SyncNodes of = lease.state().nodes();
        EngineClient target = nodes.engine(of.newMaster());
        Set<String> modules = GatheringFacts.modules(target).orElse(Set.of());
        List<Finding> findings = Precheck.judge(
                GatheringFacts.of(nodes.engine(of.oldMaster())), target.identity(), modules, replicas(of));
        known.checkedAt = seen.at();
        if (!findings.equals(before.findings())) {
            LOG.infof(
                    "source and target checked upgrade=%s findings=%s",
                    lease.state().sagaId(), findings.stream().map(Finding::code).toList());
        }
        return new Checks(true, findings);
    }

    private static Set<String> replicas(SyncNodes of) {
        return of.ofOldMaster().stream()
                .map(node -> EngineAddress.of(node.address()).toString())
                .collect(Collectors.toSet());
    }
}
