package io.baton.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a stack is made of.
 *
 * @param root the repository, from whose target folders the parts run
 * @param home where its state lives
 * @param ports where it listens
 * @param engines further folders with engine builds, before the repository's own
 * @param only names of the parts to run; empty for all
 * @param environment variables for the services, over those of this process
 * @param observed by a Prometheus of its own, or empty
 */
public record Settings(
        Path root,
        Home home,
        Ports ports,
        List<Path> engines,
        List<String> only,
        Map<String, String> environment,
        Optional<Observing> observed) {

    public Settings {
        root = root.toAbsolutePath().normalize();
        engines = List.copyOf(engines);
        only = List.copyOf(only);
        environment = Map.copyOf(environment);
    }

    /** Without a Prometheus. */
    public Settings(
            Path root, Home home, Ports ports, List<Path> engines, List<String> only, Map<String, String> environment) {
        this(root, home, ports, engines, only, environment, Optional.empty());
    }

    public static Settings of(Path root, Home home, Ports ports) {
        return new Settings(root, home, ports, List.of(), List.of(), Map.of());
    }

    public Settings with(Ports other) {
        return new Settings(root, home, other, engines, only, environment, observed);
    }

    public Settings observedBy(Observing observing) {
        return new Settings(root, home, ports, engines, only, environment, Optional.ofNullable(observing));
    }

    /** The jars of the launcher, of the Kafka broker, and the one with PostgreSQL inside. */
    public Path libraries() {
        return root.resolve("deploy/local/target/lib");
    }

    public String apiAddress() {
        return "http://127.0.0.1:" + ports.api();
    }

    public String kafkaAddress() {
        return "127.0.0.1:" + ports.kafka();
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/baton";
    }

    /** What proxies are started from: as the environment says, otherwise what the build made. */
    public Path proxyJar() {
        String given = System.getenv("BATON_PROXY_JAR");
        return given == null ? root.resolve("instance-proxy/target/instance-proxy.jar") : Path.of(given);
    }

    /** The value of BATON_ENGINES: given folders, then those of the environment, then what the build unpacked. */
    public String enginePath() {
        List<String> folders = new ArrayList<>();
        engines.forEach(folder -> folders.add(folder.toAbsolutePath().toString()));
        String inherited = System.getenv("BATON_ENGINES");
        if (inherited != null && !inherited.isBlank()) {
            folders.add(inherited);
        }
        folders.add(root.resolve("libs/engine/target/engines").toString());
        return folders.stream().distinct().collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Checks what only the person who gave the settings can put right, before anything is started.
     *
     * @throws BadSetting naming the first thing that is wrong
     */
    public void check() {
        for (Path folder : engines) {
            if (!Files.isDirectory(folder)) {
                throw new BadSetting("--engines %s is not a folder.", folder);
            }
        }
        new EnvironmentCheck(System.getenv()).check();
        if (observed.isPresent()) {
            Observing.program();
        }
    }
}
