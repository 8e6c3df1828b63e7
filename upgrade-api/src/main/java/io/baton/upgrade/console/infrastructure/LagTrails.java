package io.baton.upgrade.console.infrastructure;

import io.baton.saga.infrastructure.BatonClock;
import io.baton.saga.infrastructure.SagaChanged;
import io.baton.upgrade.console.model.LagTrail;
import io.baton.upgrade.upgrading.model.UpgradeState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lags of the last upgrades, for the charts, in this process's memory: what another replica heard is seen only while
 * somebody watches, and a restart begins anew.
 */
@ApplicationScoped
public class LagTrails {

    private static final int UPGRADES = 200;

    private final BatonClock clock;
    private final Map<String, LagTrail> trails = new LinkedHashMap<>();

    LagTrails(BatonClock clock) {
        this.clock = clock;
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) SagaChanged change) {
        if (change.after() instanceof UpgradeState upgrade) {
            seen(upgrade);
        }
    }

    /** Takes the lag down that an upgrade has now. */
    synchronized void seen(UpgradeState upgrade) {
        if (upgrade.sync().progress() == null || upgrade.receipt() != null) {
            return;
        }
        trails.computeIfAbsent(upgrade.upgradeId(), id -> new LagTrail())
                .add(clock.now(), upgrade.sync().lagBytes());
        if (trails.size() > UPGRADES) {
            trails.remove(trails.keySet().iterator().next());
        }
    }

    synchronized List<LagTrail.Sample> of(String upgradeId) {
        LagTrail trail = trails.get(upgradeId);
        return trail == null ? List.of() : trail.samples();
    }
}
