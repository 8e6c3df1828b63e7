package io.baton.e2e.demo;

import io.baton.client.UpgradeView;
import io.baton.e2e.workload.WorkloadResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the demo saw.
 *
 * @param upgrade at its end, as the API shows it
 * @param asked the version that was upgraded from
 * @param clients what the clients report
 * @param ran how long the clients ran
 * @param filledKeys keys that were there before
 * @param damagedKeys of these, those that are not as they were
 * @param engineVersion what the engine behind the endpoint says it is
 * @param metadataVersion what the API says it is
 * @param oldNodesLeft old engine nodes that still listen
 */
public record DemoResult(
        UpgradeView upgrade,
        String asked,
        WorkloadResult clients,
        Duration ran,
        int filledKeys,
        long damagedKeys,
        String engineVersion,
        String metadataVersion,
        int oldNodesLeft) {

    /** Whether the upgrade is done and nothing happened to the clients. */
    public boolean success() {
        return complaints().isEmpty();
    }

    /** What went wrong, in plain words; empty when nothing did. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        if (!upgrade.completed()) {
            complaints.add("the upgrade ended as " + upgrade.state()
                    + (upgrade.failure() == null ? "" : ": " + upgrade.failure().message()));
        } else if (!engineVersion.equals(upgrade.to().version()) || !metadataVersion.equals(engineVersion)) {
            complaints.add("the engine behind the endpoint says " + engineVersion + " and the API " + metadataVersion);
        }
        count(complaints, lost(), "acknowledged writes were lost");
        count(complaints, clients.verdict().doubledWrites(), "writes took effect twice");
        count(complaints, clients.verdict().wrongValues(), "answers were wrong");
        count(complaints, clients.verdict().errors(), "operations failed");
        count(complaints, clients.verdict().disconnects(), "connections broke");
        count(complaints, clients.clients() - clients.connectionsKept(), "clients are not on their first connection");
        if (upgrade.completed()) {
            count(complaints, oldNodesLeft, "old nodes still listen");
        }
        return complaints;
    }

    /**
     * How long the switch made the clients wait: for each the longest wait that was under way while they were held.
     * Milliseconds; the quantile of the clients waited no longer. 0 without a switch.
     */
    public double switchWaitMillis(double quantile) {
        return upgrade.hold()
                .map(hold -> clients.waitMillisAcross(hold.began(), hold.ended(), quantile))
                .orElse(0.0);
    }

    /** How much of the longest of these waits was over when the hold began. Milliseconds. */
    public double switchWaitBeforeHoldMillis() {
        return upgrade.hold()
                .map(hold -> clients.waitMillisBefore(hold.began(), hold.ended()))
                .orElse(0.0);
    }

    /** How much of it was to come when the hold had ended. Milliseconds. */
    public double switchWaitAfterHoldMillis() {
        return upgrade.hold()
                .map(hold -> clients.waitMillisAfter(hold.began(), hold.ended()))
                .orElse(0.0);
    }

    private static void count(List<String> complaints, long times, String what) {
        if (times > 0) {
            complaints.add(times + " " + what);
        }
    }

    public long lost() {
        return clients.verdict().lostWrites() + damagedKeys;
    }

    /** A write that took effect twice has left a value that is wrong. */
    long wrong() {
        return clients.verdict().wrongValues() + clients.verdict().doubledWrites();
    }
}
