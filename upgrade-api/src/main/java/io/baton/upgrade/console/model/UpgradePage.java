package io.baton.upgrade.console.model;

import io.baton.upgrade.queue.model.QueuePlace;
import io.baton.upgrade.upgrading.model.Outlook;
import io.baton.upgrade.upgrading.model.SwitchTime;
import io.baton.upgrade.upgrading.model.UpgradePhase;
import io.baton.upgrade.upgrading.model.UpgradeState;
import java.time.Instant;
import java.util.List;

/**
 * An upgrade, as it is now.
 *
 * @param percent of the whole way
 * @param said what is read out when it changes: seldom enough to be heard
 * @param chart the lag, or null where there is too little to draw
 * @param failure why it fails, or null
 */
public record UpgradePage(
        String id,
        String instanceId,
        String from,
        String to,
        Badge badge,
        int percent,
        String headline,
        String said,
        List<StageView> stages,
        SyncView sync,
        LagChart chart,
        WaitView handover,
        List<FindingRow> findings,
        String failure,
        String began,
        boolean cancellable,
        boolean hurriable,
        boolean hasReceipt,
        boolean ended) {

    private static final int SAID_EVERY_PERCENT = 25;

    public static UpgradePage of(UpgradeState upgrade, QueuePlace place, List<LagTrail.Sample> lag, Instant now) {
        SyncView sync = SyncView.of(upgrade.sync());
        String headline = Headline.of(upgrade, place);
        return new UpgradePage(
                upgrade.upgradeId(),
                upgrade.instanceId(),
                Words.engine(upgrade.plan().from()),
                Words.engine(upgrade.plan().to()),
                Badge.of(upgrade.phase()),
                Outlook.percent(upgrade),
                headline,
                said(upgrade, headline, sync),
                StageView.of(upgrade),
                sync,
                LagChart.of(lag),
                WaitView.of(upgrade, now),
                FindingRow.of(upgrade.findings()),
                upgrade.failure() == null ? null : upgrade.failure().message(),
                Words.instant(upgrade.createdAt(), upgrade.window().zone()),
                cancellable(upgrade),
                hurriable(upgrade),
                upgrade.receipt() != null,
                upgrade.phase().ended());
    }

    private static String said(UpgradeState upgrade, String headline, SyncView sync) {
        return upgrade.phase() == UpgradePhase.SYNCING
                ? headline + " " + sync.percent() / SAID_EVERY_PERCENT * SAID_EVERY_PERCENT + " percent."
                : headline;
    }

    private static boolean cancellable(UpgradeState upgrade) {
        return switch (upgrade.phase()) {
            case REQUESTED, ALLOCATING, SYNCING, WAITING_FOR_WINDOW -> true;
            case SWITCHING -> upgrade.wish() == null;
            default -> false;
        };
    }

    /** Also where the next attempt of a switch NOW is waited for. */
    private static boolean hurriable(UpgradeState upgrade) {
        return switch (upgrade.phase()) {
            case REQUESTED, ALLOCATING, SYNCING -> upgrade.switchTime() == SwitchTime.MAINTENANCE_WINDOW;
            case WAITING_FOR_WINDOW -> true;
            default -> false;
        };
    }
}
