package io.baton.upgrade.console.model;

import io.baton.contracts.DataComparison;
import io.baton.contracts.SwitchReceipt;
import io.baton.upgrade.upgrading.model.StageTime;
import io.baton.upgrade.upgrading.model.UpgradeState;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an upgrade did, to be kept.
 *
 * @param hold the longest that a client can have waited
 * @param sentence what happened to clients
 * @param steps of the switch, one after the other
 * @param comparison of old and new data; empty where it was not compared
 */
public record ReceiptPage(
        String id,
        String instanceId,
        String before,
        String after,
        String edition,
        String hold,
        String sentence,
        List<Fact> clients,
        List<Fact> times,
        List<Step> steps,
        List<Fact> proof,
        List<Fact> comparison,
        List<FindingRow> findings) {

    /** A line of a table. */
    public record Fact(String what, String value) {}

    /**
     * A step of the switch.
     *
     * @param from where its bar begins, of 100
     * @param width of its bar, of 100
     */
    public record Step(String what, String took, String from, String width) {}

    private static final double ALL = 100;
    private static final double SEEN = 0.6;

    /** @param upgrade one that has a receipt */
    public static ReceiptPage of(UpgradeState upgrade) {
        SwitchReceipt receipt = upgrade.receipt();
        return new ReceiptPage(
                upgrade.upgradeId(),
                upgrade.instanceId(),
                receipt.versionBefore(),
                receipt.versionAfter(),
                upgrade.plan().to().edition(),
                Words.millis(receipt.holdMs()),
                sentence(receipt),
                clients(receipt),
                times(upgrade),
                steps(receipt),
                proof(receipt),
                comparison(receipt.comparison()),
                FindingRow.of(upgrade.findings()));
    }

    private static String sentence(SwitchReceipt receipt) {
        return (receipt.connectionsClosed() == 0
                        ? "No connection was closed."
                        : Words.count(receipt.connectionsClosed(), "connection") + " had to be closed.")
                + " No client waited longer than " + Words.millis(receipt.holdMs()) + " for the switch.";
    }

    private static List<Fact> clients(SwitchReceipt receipt) {
        return List.of(
                new Fact("Longest wait", "at most " + Words.millis(receipt.holdMs())),
                new Fact("Commands that waited", number(receipt.commandsHeld())),
                new Fact("Connections moved", number(receipt.connectionsMoved())),
                new Fact("Connections closed", number(receipt.connectionsClosed())),
                new Fact("Proxies replaced", number(receipt.proxiesReplaced())));
    }

    private static List<Fact> times(UpgradeState upgrade) {
        ZoneId zone = upgrade.window().zone();
        List<Fact> times = new ArrayList<>();
        times.add(new Fact("Requested", Words.instant(upgrade.createdAt(), zone)));
        for (StageTime stage : upgrade.stages().all()) {
            if (stage.startedAt() != null && stage.endedAt() != null) {
                times.add(new Fact(
                        stage.stage().number() + ". " + stage.stage().title(),
                        Words.duration(Duration.between(stage.startedAt(), stage.endedAt()))));
            }
        }
        if (upgrade.endedAt() != null) {
            times.add(new Fact("Completed", Words.instant(upgrade.endedAt(), zone)));
            times.add(new Fact("In all", Words.duration(Duration.between(upgrade.createdAt(), upgrade.endedAt()))));
        }
        return List.copyOf(times);
    }

    private static List<Step> steps(SwitchReceipt receipt) {
        String[] names = {
            "Drain: answer what is in flight",
            "Fence: the old master refuses writes",
            "Catch up: the new master has the whole stream",
            "Commit: made durable",
            "Promote: the new master takes over",
            "Route: all clients released to it"
        };
        double[] millis = {
            receipt.drainMs(),
            receipt.fenceMs(),
            receipt.catchUpMs(),
            receipt.commitMs(),
            receipt.promoteMs(),
            receipt.routeMs()
        };
        double sum = 0;
        for (double part : millis) {
            sum += part;
        }
        double whole = Math.max(receipt.holdMs(), sum);
        List<Step> steps = new ArrayList<>();
        double from = 0;
        for (int i = 0; i < names.length; i++) {
            double width = whole == 0 ? 0 : ALL * millis[i] / whole;
            steps.add(new Step(names[i], Words.millis(millis[i]), decimal(from), decimal(Math.max(SEEN, width))));
            from += width;
        }
        return List.copyOf(steps);
    }

    private static List<Fact> proof(SwitchReceipt receipt) {
        return List.of(
                new Fact("Old master's last offset", number(receipt.oldMasterOffset())),
                new Fact("New master's offset when it took over", number(receipt.newMasterOffset())),
                new Fact("Grant used", "attempt " + receipt.attempt() + ", epoch " + receipt.epoch()),
                new Fact("Whole attempt, preparations included", Words.millis(receipt.totalMs())));
    }

    private static List<Fact> comparison(DataComparison compared) {
        if (compared == null) {
            return List.of();
        }
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Keys before", number(compared.oldKeys())));
        facts.add(new Fact("Keys after", number(compared.newKeys())));
        for (Map.Entry<String, Integer> type : compared.comparedByType().entrySet()) {
            facts.add(new Fact("Compared of type " + type.getKey(), number(type.getValue())));
        }
        facts.add(new Fact("Differing", number(compared.differing())));
        if (!compared.differingKeys().isEmpty()) {
            facts.add(new Fact("Differing keys", String.join(", ", compared.differingKeys())));
        }
        return List.copyOf(facts);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
