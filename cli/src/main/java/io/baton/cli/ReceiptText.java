package io.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.baton.client.UpgradeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How an upgrade ended, as people read it. */
final class ReceiptText {

    private ReceiptText() {}

    static List<String> lines(UpgradeView upgrade) {
        List<String> lines = new ArrayList<>();
        String took = upgrade.endedAt() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        " after %.1f s",
                        Duration.between(upgrade.createdAt(), upgrade.endedAt()).toMillis() / 1000.0);
        lines.add(upgrade.id() + " is " + upgrade.state() + took + ": "
                + (upgrade.completed()
                        ? upgrade.from().version() + " became " + upgrade.to().version() + "."
                        : "the instance runs " + upgrade.from().version() + " as before."));
        if (upgrade.failure() != null) {
            lines.add("  because: " + upgrade.failure().message());
        }
        JsonNode receipt = upgrade.receipt();
        if (receipt != null && receipt.hasNonNull("holdMs")) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  clients were held for %.1f ms: %,d commands waited, %d connections moved, %d closed",
                    receipt.path("holdMs").asDouble(),
                    receipt.path("commandsHeld").asLong(),
                    receipt.path("connectionsMoved").asLong(),
                    receipt.path("connectionsClosed").asLong()));
        }
        return lines;
    }
}
