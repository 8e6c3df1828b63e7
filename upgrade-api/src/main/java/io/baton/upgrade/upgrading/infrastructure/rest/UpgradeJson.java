package io.baton.upgrade.upgrading.infrastructure.rest;

import io.baton.contracts.EngineBuild;
import io.baton.contracts.Finding;
import io.baton.contracts.Reason;
import io.baton.contracts.SyncProgress;
import io.baton.upgrade.queue.infrastructure.QueueJson;
import io.baton.upgrade.queue.model.QueuePlace;
import io.baton.upgrade.upgrading.model.Outlook;
import io.baton.upgrade.upgrading.model.SwitchTime;
import io.baton.upgrade.upgrading.model.UpgradeKind;
import io.baton.upgrade.upgrading.model.UpgradeState;
import io.baton.upgrade.upgrading.model.Wish;
import io.baton.upgrade.window.model.Opening;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An upgrade in JSON. */
@Schema(name = "Upgrade")
public record UpgradeJson(
        @Schema(examples = "upg-4k8zq0w3rt") String id,
        String instanceId,
        UpgradeKind kind,
        EngineBuild from,
        EngineBuild to,
        SwitchTime switchTime,

        @Schema(
                enumeration = {
                    "REQUESTED",
                    "ALLOCATING",
                    "SYNCING",
                    "WAITING_FOR_WINDOW",
                    "SWITCHING",
                    "FINISHING",
                    "COMPLETED",
                    "CANCELLING",
                    "CANCELLED",
                    "FAILING",
                    "FAILED"
                })
        String state,

        @Schema(description = "1 allocate, 2 synchronise, 3 wait, 4 switch, 5 complete")
        int stage,

        @Schema(description = "Its place in the queue, or null where it does not wait for its turn")
        QueueJson queue,

        @Schema(description = "Percent of the whole way, 0 to 100")
        int progress,

        @Schema(description = "Bytes of the snapshot that have arrived")
        long syncedBytes,

        @Schema(description = "Bytes of the snapshot in all, 0 while unknown")
        long totalBytes,

        @Schema(description = "Bytes of the replication stream that the new master has not acknowledged")
        long lagBytes,

        @Schema(description = "When the switch can be expected, or null")
        Instant eta,

        @Schema(description = "The maintenance window in which it will switch, or null")
        Opening nextWindow,

        @Schema(description = "Grants so far") int attempts,

        @Schema(description = "Why the last grant came back unused, or null")
        Reason lastMissedReason,

        @Schema(description = "A cancel waits for the grant to come back; a switch that is committed first wins")
        boolean cancelRequested,

        List<StageJson> stages,

        @Schema(description = "What the last check found: at the request, then before the switch")
        List<Finding> findings,

        @Schema(description = "What the switch did, or null")
        ReceiptJson receipt,

        @Schema(description = "Why it fails, or null") Reason failure,
        Instant createdAt,

        @Schema(description = "When it reached its end, or null")
        Instant endedAt) {

    static UpgradeJson of(UpgradeState upgrade, QueuePlace place, Instant now) {
        SyncProgress progress = upgrade.sync().progress();
        return new UpgradeJson(
                upgrade.upgradeId(),
                upgrade.instanceId(),
                upgrade.plan().kind(),
                upgrade.plan().from(),
                upgrade.plan().to(),
                upgrade.switchTime(),
                upgrade.phase().name(),
                upgrade.stages().current().number(),
                QueueJson.of(place),
                Outlook.percent(upgrade),
                progress == null ? 0 : progress.syncedBytes(),
                progress == null ? 0 : progress.totalBytes(),
                upgrade.sync().lagBytes(),
                Outlook.eta(upgrade, now),
                Outlook.nextWindow(upgrade, now),
                upgrade.attempts().granted(),
                upgrade.attempts().lastMissed(),
                upgrade.wish() != null && upgrade.wish().end() == Wish.End.CANCEL,
                StageJson.of(upgrade.stages()),
                upgrade.findings(),
                ReceiptJson.of(upgrade),
                upgrade.failure(),
                upgrade.createdAt(),
                upgrade.endedAt());
    }
}
