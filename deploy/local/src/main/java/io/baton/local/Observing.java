package io.baton.local;

import io.baton.local.process.Executables;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * That a stack is watched by a Prometheus of its own.
 *
 * @param port where it listens
 * @param every how often it asks the services, as Prometheus writes it: 500ms, 5s, 1m
 */
public record Observing(int port, String every) {

    public static final int DEFAULT_PORT = 19_090;
    public static final String DEFAULT_EVERY = "5s";

    private static final String PROGRAM = "prometheus";
    private static final Pattern INTERVAL = Pattern.compile("[1-9][0-9]*(ms|s|m)");
    private static final int LAST_PORT = 65_535;

    public Observing {
        if (!INTERVAL.matcher(every).matches()) {
            throw new BadSetting("--observe %s is no interval: it must be a number of ms, s or m, such as 5s.", every);
        }
        if (port < 1 || port > LAST_PORT) {
            throw new BadSetting(
                    "--prometheus-port %d is no port that can be used: it must be 1 to %d.", port, LAST_PORT);
        }
    }

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /**
     * The program on this machine.
     *
     * @throws BadSetting when it isn't there, and how it is installed
     */
    public static Path program() {
        return Executables.find(PROGRAM)
                .orElseThrow(() -> new BadSetting(
                        "--observe needs Prometheus, and there is no %s on the PATH: install it"
                                + " (Debian and Ubuntu: apt install prometheus; macOS: brew install prometheus).",
                        PROGRAM));
    }
}
