package io.baton.e2e.demo;

import io.baton.local.UserError;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What the demo upgrades, and under which load. */
public final class DemoOptions {

    private static final Pattern BUILD = Pattern.compile("\\d+\\.\\d+\\.\\d+");
    private static final Pattern LINE = Pattern.compile("\\d+\\.\\d+");

    /** When the versions are switched. */
    public enum SwitchTime {
        now,
        window
    }

    @Option(
            names = "--from",
            paramLabel = "BUILD",
            defaultValue = "6.2.7",
            description = "Exact version to start with (${DEFAULT-VALUE}).")
    public String from;

    @Option(
            names = "--to",
            paramLabel = "LINE",
            defaultValue = "7.0",
            description = "Line to upgrade to (${DEFAULT-VALUE}).")
    public String to;

    @Option(
            names = "--switch",
            paramLabel = "WHEN",
            defaultValue = "now",
            description = "${COMPLETION-CANDIDATES}: at once, or in the maintenance window (${DEFAULT-VALUE}).")
    SwitchTime switchTime;

    @Option(
            names = "--data-mb",
            paramLabel = "N",
            defaultValue = "64",
            description = "Data to fill in before (${DEFAULT-VALUE}).")
    public int dataMb;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "16",
            description = "Connections that read and write (${DEFAULT-VALUE}).")
    public int clients;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Operations a second of each client; 0 for as many as are answered (${DEFAULT-VALUE}).")
    int rate;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "1",
            description = "Replicas of the instance (${DEFAULT-VALUE}).")
    public int replicas;

    @Option(
            names = "--seconds-after",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long the clients go on afterwards (${DEFAULT-VALUE}).")
    int secondsAfter;

    /**
     * Checks what can be checked before anything is started.
     *
     * @throws UserError naming the first thing that is wrong
     */
    public void check() {
        require(BUILD.matcher(from).matches(), "--from %s is no exact version, such as 6.2.7.", from);
        require(LINE.matcher(to).matches(), "--to %s is no line of versions, such as 7.0.", to);
        range("--data-mb", dataMb, 0, 16_384);
        range("--clients", clients, 1, 1_000);
        range("--rate", rate, 0, 1_000_000);
        range("--replicas", replicas, 0, 5);
        range("--seconds-after", secondsAfter, 0, 3_600);
    }

    private static void range(String option, int value, int from, int to) {
        require(value >= from && value <= to, "%s %d: it must be %d to %d.", option, value, from, to);
    }

    private static void require(boolean right, String format, Object... arguments) {
        if (!right) {
            throw new UserError(format, arguments);
        }
    }
}
