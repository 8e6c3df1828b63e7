package io.baton.e2e.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.baton.client.UpgradeView;
import io.baton.console.Console;
import io.baton.console.Glyphs;
import io.baton.console.Style;
import io.baton.e2e.history.Verdict;
import io.baton.e2e.workload.WorkloadResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a person wants to know at the end: what was done, how long anybody waited, and whether anything was lost. */
final class Receipt {

    private static final String[][] SWITCH_STEPS = {
        {"holdMs", "hold"},
        {"drainMs", "drain"},
        {"fenceMs", "fence"},
        {"catchUpMs", "catch up"},
        {"commitMs", "commit"},
        {"promoteMs", "promote"},
        {"routeMs", "route"},
    };

    private final DemoResult result;
    private final Console console;
    private final Style style;

    Receipt(DemoResult result, Console console) {
        this.result = result;
        this.console = console;
        this.style = console.style();
    }

    void print() {
        console.line();
        console.line("  " + style.dim(Glyphs.RULE.repeat(76)));
        whatWasDone();
        console.line();
        waits();
        console.line();
        clients();
        console.line("  " + style.dim(Glyphs.RULE.repeat(76)));
        console.line();
        verdict();
    }

    private void whatWasDone() {
        UpgradeView upgrade = result.upgrade();
        row("version", "%s %s %s", result.asked(), Glyphs.ARROW, upgrade.to().version());
        row("", "the engine behind the endpoint says %s, the API %s", result.engineVersion(), result.metadataVersion());
        if (upgrade.endedAt() != null) {
            row(
                    "upgrade",
                    "%s in %s",
                    upgrade.state(),
                    seconds(Duration.between(upgrade.createdAt(), upgrade.endedAt())));
        }
        for (UpgradeView.Stage stage : upgrade.stages()) {
            stage.took().ifPresent(took -> row("", "%d  %-26s%9s", stage.number(), stage.name(), seconds(took)));
        }
        if (upgrade.attempts() > 1) {
            row(
                    "attempts",
                    "%d, the last missed because: %s",
                    upgrade.attempts(),
                    upgrade.lastMissedReason() == null
                            ? "unknown"
                            : upgrade.lastMissedReason().message());
        }
        JsonNode receipt = upgrade.receipt();
        if (receipt != null && receipt.hasNonNull("totalMs")) {
            row("the switch", "%s ms in all", millis(receipt.path("totalMs").asDouble()));
            row("", "%s", String.join(" " + Glyphs.DOT + " ", steps(receipt)));
            row(
                    "",
                    "%,d commands held meanwhile, %d connections moved, %d closed",
                    receipt.path("commandsHeld").asLong(),
                    receipt.path("connectionsMoved").asLong(),
                    receipt.path("connectionsClosed").asLong());
        }
    }

    private static List<String> steps(JsonNode receipt) {
        List<String> steps = new ArrayList<>();
        for (String[] step : SWITCH_STEPS) {
            if (receipt.hasNonNull(step[0])) {
                steps.add(step[1] + " " + millis(receipt.path(step[0]).asDouble()));
            }
        }
        return steps;
    }

    private void waits() {
        WorkloadResult clients = result.clients();
        row("longest wait", "%s ms of any client for the switch", style.bold(millis(result.switchWaitMillis(1))));
        row("", "%s ms for half of the clients", millis(result.switchWaitMillis(0.5)));
        row("", "%s ms of any client, for anything, from its begin to the end", millis(clients.stallMillis(1)));
        row(
                "before it",
                "%s ms the longest, %s ms 99 of 100 answers",
                millis(clients.normalMaxMillis()),
                millis(clients.normalMillis(0.99)));
    }

    private void clients() {
        WorkloadResult clients = result.clients();
        Verdict verdict = clients.verdict();
        row(
                "operations",
                "%,d in %s, %,d acknowledged writes",
                clients.operations(),
                seconds(result.ran()),
                verdict.acknowledgedWrites());
        row(
                "data before",
                "%,d keys, %s",
                result.filledKeys(),
                result.damagedKeys() == 0 ? "all as they were" : result.damagedKeys() + " damaged");
        zero("writes lost", verdict.lostWrites());
        zero("written twice", verdict.doubledWrites());
        zero("wrong answers", verdict.wrongValues());
        zero("errors", verdict.errors());
        zero("disconnects", verdict.disconnects());
        row(
                "connections",
                "%d of %d clients on the one that they opened first",
                clients.connectionsKept(),
                clients.clients());
    }

    private void verdict() {
        if (result.success()) {
            console.line("  " + style.green(Glyphs.DONE + " Nothing happened to the clients."));
        } else {
            result.complaints().forEach(complaint -> console.line("  " + style.red(Glyphs.FAILED + " " + complaint)));
        }
        console.line();
    }

    private void zero(String what, long count) {
        row(what, "%s", count == 0 ? "0" : style.red(String.format(Locale.ROOT, "%,d", count)));
    }

    private void row(String what, String format, Object... arguments) {
        console.line("  " + style.dim(String.format("%-16s", what)) + String.format(Locale.ROOT, format, arguments));
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }
}
