package io.baton.local.part;

import io.baton.local.Settings;
import io.baton.local.UserError;
import io.baton.local.process.Executables;
import io.baton.local.process.Launch;
import io.baton.local.process.Privacy;
import io.baton.local.process.RunningProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One of Baton's four services, as its own JVM. */
final class ServicePart implements Part {

    /** As the services' own ServiceMain ends. */
    private static final int BAD_SETTING = 2;

    private final Settings settings;
    private final String service;
    private final String name;
    private final int port;

    ServicePart(Settings settings, String service, int port) {
        this(settings, service, service, port);
    }

    /** @param name of its log and of its record, where several processes of one service run */
    ServicePart(Settings settings, String service, String name, int port) {
        this.settings = settings;
        this.service = service;
        this.name = name;
        this.port = port;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<ListeningPort> ports() {
        return List.of(new ListeningPort(port, "--port"));
    }

    @Override
    public List<String> needs() {
        return List.of(PostgresPart.NAME, KafkaPart.NAME);
    }

    @Override
    public RunningProcess start() throws IOException {
        Path jar = settings.root().resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new UserError("%s is not built: run mvn package in %s.", service, settings.root());
        }
        List<String> command = List.of(
                Executables.java(),
                "-Xms64m",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                // A service waits more than it computes: quickly compiled is better than well compiled.
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-jar",
                jar.toString());
        return new Launch(
                        command,
                        environment(),
                        settings.home().path(),
                        settings.home().log(name))
                .start();
    }

    private Map<String, String> environment() throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("BATON_HOME", settings.home().path().toString());
        environment.put("BATON_ENGINES", settings.enginePath());
        environment.put("BATON_PROXY_JAR", settings.proxyJar().toString());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", settings.kafkaAddress());
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", settings.jdbcUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", PostgresPart.USER);
        environment.put(
                "QUARKUS_DATASOURCE_PASSWORD", Privacy.secret(settings.home().postgresPassword()));
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.putAll(settings.environment());
        return environment;
    }

    @Override
    public boolean cantUseSetting(int exitCode) {
        return exitCode == BAD_SETTING;
    }

    @Override
    public boolean ready() throws InterruptedException {
        return HttpProbe.ready(URI.create("http://127.0.0.1:" + port + "/q/health/ready"));
    }
}
