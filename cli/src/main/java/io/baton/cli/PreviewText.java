package io.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What an upgrade would come to, as people read it. */
final class PreviewText {

    private PreviewText() {}

    static List<String> lines(JsonNode preview) {
        List<String> lines = new ArrayList<>();
        lines.add(preview.path("instanceId").asText() + "  "
                + preview.path("name").asText() + ", nothing has changed:");
        JsonNode after = preview.path("after");
        if (after.isObject()) {
            Table table = new Table("", "BEFORE", "AFTER");
            JsonNode before = preview.path("before");
            table.row(
                    "version",
                    before.path("version").asText(),
                    after.path("version").asText());
            table.row(
                    "memory",
                    before.path("memoryMb").asText() + " MiB",
                    after.path("memoryMb").asText() + " MiB");
            table.row(
                    "replicas",
                    before.path("replicas").asText(),
                    after.path("replicas").asText());
            table.row(
                    "nodes", before.path("nodes").asText(), after.path("nodes").asText());
            table.lines().forEach(line -> lines.add("  " + line));
        }
        JsonNode window = preview.path("nextWindow");
        lines.add(
                window.isObject()
                        ? "  switches in the window that opens at "
                                + window.path("opensAtLocal").asText()
                        : "  switches as soon as the new nodes have caught up");
        lines.add("  fees: no change");
        for (JsonNode warning : preview.path("warnings")) {
            lines.add("  note     " + warning.path("message").asText());
        }
        for (JsonNode finding : preview.path("findings")) {
            lines.add("  " + (finding.path("severity").asText().equals("BLOCK") ? "BLOCKS   " : "warning  ")
                    + finding.path("message").asText() + " "
                    + finding.path("advice").asText());
        }
        for (JsonNode refusal : preview.path("refusals")) {
            lines.add("  REFUSED  " + refusal.path("message").asText());
        }
        return lines;
    }
}
