package io.baton.local.command;

import io.baton.local.Home;
import io.baton.local.Ports;
import io.baton.local.RunningParts;
import io.baton.local.Settings;
import io.baton.local.StackFile;
import io.baton.local.UserError;
import io.baton.local.part.Parts;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a stack is started with, as deploy/up and deploy/demo let one choose it. */
public final class StackOptions {

    @Mixin
    private HomeOption home;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the API (8080); the other services take the three ports after it.")
    private Integer port;

    @Option(names = "--kafka-port", paramLabel = "N", description = "Port of Kafka (19092), and the one after it.")
    private Integer kafkaPort;

    @Option(names = "--postgres-port", paramLabel = "N", description = "Port of PostgreSQL (15432).")
    private Integer postgresPort;

    @Option(
            names = "--engines",
            paramLabel = "FOLDERS",
            description = "Further folders with engine builds, each <edition>-<version>/ with the server inside.")
    private String engines;

    /** The repository that these tools belong to, as the scripts in deploy/ say. */
    public static Path root() {
        return Path.of(System.getProperty("baton.root", "")).toAbsolutePath().normalize();
    }

    public Home home() {
        return home.home(root());
    }

    /**
     * What was asked for.
     *
     * @throws UserError when the stack runs already, and elsewhere
     */
    public Settings settings(List<String> only) {
        Settings asked = new Settings(
                root(),
                home(),
                new Ports(
                        orElse(port, Ports.DEFAULT.api()),
                        orElse(kafkaPort, Ports.DEFAULT.kafka()),
                        orElse(postgresPort, Ports.DEFAULT.postgres())),
                engineFolders(),
                only,
                Map.of());
        return StackFile.read(home())
                .filter(file -> !RunningParts.among(home(), Parts.of(asked)).isEmpty())
                .map(file -> asked.with(unmoved(file.ports())).observedBy(file.observed()))
                .orElse(asked);
    }

    private Ports unmoved(Ports running) {
        requireSame("--port", port, running.api());
        requireSame("--kafka-port", kafkaPort, running.kafka());
        requireSame("--postgres-port", postgresPort, running.postgres());
        return running;
    }

    private void requireSame(String option, Integer asked, int running) {
        if (asked != null && asked != running) {
            throw new UserError(
                    "The stack in %s runs with %s %d: stop it with deploy/down before moving it.",
                    home().path(), option, running);
        }
    }

    private static int orElse(Integer value, int other) {
        return value == null ? other : value;
    }

    private List<Path> engineFolders() {
        return engines == null
                ? List.of()
                : Arrays.stream(engines.split(File.pathSeparator)).map(Path::of).toList();
    }
}
