package io.baton.upgrade.upgrading.application;

import static io.baton.upgrade.upgrading.model.UpgradeSaga.UPGRADE;

import io.baton.saga.infrastructure.SagaExecutor;
import io.baton.upgrade.UpgradeSettings;
import io.baton.upgrade.shared.model.Refusal;
import io.baton.upgrade.upgrading.application.UpgradeWatch.Subscription;
import io.baton.upgrade.upgrading.model.UpgradePhase;
import io.baton.upgrade.upgrading.model.UpgradeSignals.Cancel;
import io.baton.upgrade.upgrading.model.UpgradeState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Cancels an upgrade until it is committed. While the grant is out, switchover-service decides the race: the call waits a
 * little to tell its user how it ended.
 */
@ApplicationScoped
public class CancellingUpgrade {

    private final Upgrades upgrades;
    private final UpgradeWatch watch;
    private final SagaExecutor sagas;
    private final Duration patience;

    CancellingUpgrade(Upgrades upgrades, UpgradeWatch watch, SagaExecutor sagas, UpgradeSettings settings) {
        this.upgrades = upgrades;
        this.watch = watch;
        this.sagas = sagas;
        this.patience = settings.api().cancelWait();
    }

    /**
     * Runs outside of any transaction, and blocks for as long as the settings allow.
     *
     * @return the upgrade, which is being cancelled, or is still SWITCHING with the wish to cancel it remembered
     * @throws io.baton.upgrade.shared.model.RefusedException if it is too late
     */
    public UpgradeState cancel(String upgradeId) {
        UpgradeState before = upgrades.get(upgradeId);
        if (!before.phase().ended()) {
            sagas.signal(UPGRADE, upgradeId, before.instanceId(), new Cancel());
        } else if (before.phase() == UpgradePhase.CANCELLED) {
            throw tooLate(before, "it is CANCELLED already.");
        }
        UpgradeState upgrade = grantBackOrPatienceOver(upgradeId);
        return switch (upgrade.phase()) {
            case FINISHING, COMPLETED -> throw tooLate(upgrade, "the switch has been committed.");
            case FAILING, FAILED -> throw tooLate(upgrade, "it has failed by itself.");
            default -> upgrade;
        };
    }

    private UpgradeState grantBackOrPatienceOver(String upgradeId) {
        CompletableFuture<UpgradeState> back = new CompletableFuture<>();
        try (Subscription subscription = watch.subscribe(upgradeId, news -> {
            UpgradeState upgrade = news.upgrade();
            if (upgrade.phase() != UpgradePhase.SWITCHING) {
                back.complete(upgrade);
            }
        })) {
            return back.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillOut) {
            return upgrades.get(upgradeId);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return upgrades.get(upgradeId);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible.getCause());
        }
    }

    private static RuntimeException tooLate(UpgradeState upgrade, String why) {
        return new Refusal(
                        Refusal.Kind.CONFLICT,
                        "TOO_LATE",
                        "The upgrade " + upgrade.upgradeId() + " can't be cancelled: " + why)
                .asException();
    }
}
