package io.baton.local;

import io.baton.console.Console;
import io.baton.console.Style;
import io.baton.local.part.KafkaTopics;
import java.nio.file.Path;

/** Where a running stack can be reached. */
public final class Addresses {

    private final Settings settings;
    private final Console console;

    public Addresses(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    public void print() {
        Home home = settings.home();
        console.line();
        if (runs("upgrade-api")) {
            row("console", settings.apiAddress() + "/console");
            row("API", settings.apiAddress() + "/api/v1");
            row("OpenAPI", settings.apiAddress() + "/q/openapi");
            row("cloud API", settings.apiAddress() + "/, key pair in " + brief(CloudKey.file(home)));
        }
        if (runs("kafka")) {
            row("Kafka", settings.kafkaAddress() + ", topics " + firstTopics());
        }
        if (runs("postgresql")) {
            row(
                    "PostgreSQL",
                    "127.0.0.1:" + settings.ports().postgres() + "/baton, user baton, password in "
                            + brief(home.postgresPassword()));
        }
        settings.observed()
                .ifPresent(observing ->
                        row("Prometheus", observing.address() + ", alerts at /alerts, see docs/runbook.md"));
        row("logs", brief(home.log("*")));
        console.line();
    }

    private boolean runs(String part) {
        return settings.only().isEmpty() || settings.only().contains(part);
    }

    private void row(String what, String where) {
        Style style = console.style();
        console.line("  " + style.dim(String.format("%-12s", what)) + where);
    }

    private static String firstTopics() {
        return "named as the events: "
                + KafkaTopics.names().stream()
                        .filter(name -> name.startsWith("Upgrade"))
                        .reduce((one, other) -> one + ", " + other)
                        .orElse("");
    }

    /** Relative to where the user is, when that is shorter. */
    private static String brief(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
    }
}
