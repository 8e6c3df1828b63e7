package io.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What an instance can be upgraded to. */
@Command(name = "targets", description = "Shows what an instance can be upgraded to, and why not to the rest.")
final class TargetsCommand implements Runnable {

    private final Baton baton;

    @Parameters(paramLabel = "INSTANCE", description = "Its id.")
    private String id;

    TargetsCommand(Baton baton) {
        this.baton = baton;
    }

    @Override
    public void run() {
        JsonNode answer = baton.api().targets(Ids.checked(id));
        baton.show(answer, () -> lines(answer));
    }

    static List<String> lines(JsonNode targets) {
        JsonNode current = targets.path("current");
        List<String> lines = new ArrayList<>();
        lines.add("It runs " + current.path("edition").asText() + " "
                + current.path("version").asText() + ".");
        JsonNode minor = targets.path("minor");
        lines.add(
                minor.isObject()
                        ? "Newer patch release: " + minor.path("version").asText() + " (baton minor-upgrade)"
                        : "No newer patch release.");
        if (targets.path("major").isEmpty()) {
            lines.add("No later line is offered.");
            return lines;
        }
        Table table = new Table("EDITION", "LINE", "BUILD", "");
        for (JsonNode target : targets.path("major")) {
            table.row(
                    target.path("edition").asText(),
                    target.path("line").asText(),
                    target.path("version").asText("-"),
                    target.path("reason").path("message").asText(""));
        }
        lines.addAll(table.lines());
        return lines;
    }
}
