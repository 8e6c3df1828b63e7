package io.baton.upgrade.console.model;

import io.baton.contracts.SyncProgress;
import io.baton.upgrade.queue.model.QueuePlace;
import io.baton.upgrade.queue.model.Work;
import io.baton.upgrade.upgrading.model.UpgradeState;
import io.baton.upgrade.upgrading.model.Wish;

/** What is going on in an upgrade, in one sentence. */
final class Headline {

    private Headline() {}

    /** @param place where it waits for its turn; null unless it does */
    static String of(UpgradeState upgrade, QueuePlace place) {
        return place == null ? of(upgrade) : inTheQueue(place);
    }

    private static String inTheQueue(QueuePlace place) {
        String turn = place.place() == 1 ? "its turn is next" : "it is number " + place.place() + " in the queue";
        return place.work() == Work.SWITCH
                ? "The new nodes have caught up. Switches follow one another: " + turn + "."
                : "Accepted. Only so many upgrades begin at once: " + turn + ". The instance serves as before.";
    }

    private static String of(UpgradeState upgrade) {
        return switch (upgrade.phase()) {
            case NEW, REQUESTED -> "Accepted. New nodes are being requested; the instance serves as before.";
            case ALLOCATING -> "New nodes start beside the old ones; the instance serves as before.";
            case SYNCING -> syncing(upgrade);
            case WAITING_FOR_WINDOW ->
                upgrade.attempts().opening() == null
                        ? "The new nodes have caught up. The next attempt to switch follows."
                        : "The new nodes have caught up, and wait for the maintenance window.";
            case SWITCHING -> switching(upgrade);
            case FINISHING -> "The new nodes serve. The old ones are being removed.";
            case COMPLETED ->
                "Upgraded: the instance runs " + Words.engine(upgrade.plan().to()) + ".";
            case CANCELLING -> "Cancelled. The new nodes are being removed; the old ones serve as before.";
            case CANCELLED -> "Cancelled: the instance is as it was before.";
            case FAILING -> "It failed. The new nodes are being removed; the old ones serve as before.";
            case FAILED -> "It failed: the instance is as it was before.";
        };
    }

    private static String syncing(UpgradeState upgrade) {
        SyncProgress progress = upgrade.sync().progress();
        return progress != null && progress.phase() == SyncProgress.Phase.INCREMENTAL
                ? "The snapshot has arrived; the new nodes catch up with what was written since."
                : "The new nodes get a snapshot of all data; clients read and write as before.";
    }

    private static String switching(UpgradeState upgrade) {
        if (upgrade.wish() == null) {
            return "The traffic is handed over: proxies hold, the new master catches up, everybody moves.";
        }
        return upgrade.wish().end() == Wish.End.CANCEL
                ? "It is to be cancelled: that waits for the attempt that is under way. If that succeeds first, it wins."
                : "It is to end: that waits for the attempt that is under way.";
    }
}
