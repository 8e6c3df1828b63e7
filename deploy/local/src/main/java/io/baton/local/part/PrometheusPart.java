package io.baton.local.part;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.baton.local.Observing;
import io.baton.local.Settings;
import io.baton.local.UserError;
import io.baton.local.process.Launch;
import io.baton.local.process.RunningProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** The machine's own Prometheus, with the configuration and the alert rules of deploy/prometheus and this stack's ports. */
final class PrometheusPart implements Part {

    static final String NAME = "prometheus";

    private static final String CONFIGURATION = "prometheus.yml";
    private static final String RULES = "alerts.yml";
    private static final String TARGETS = "targets.json";
    private static final String RETENTION = "15d";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What Prometheus reads as a list of targets. */
    private record Target(List<String> targets, Map<String, String> labels) {}

    private final Settings settings;
    private final Observing observing;

    PrometheusPart(Settings settings, Observing observing) {
        this.settings = settings;
        this.observing = observing;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ListeningPort> ports() {
        return List.of(new ListeningPort(observing.port(), "--prometheus-port"));
    }

    @Override
    public RunningProcess start() throws IOException {
        Path program = Observing.program();
        Path folder = settings.home().prometheus();
        configure(folder);
        return new Launch(
                        List.of(
                                program.toString(),
                                "--config.file=" + folder.resolve(CONFIGURATION),
                                "--storage.tsdb.path=" + folder.resolve("data"),
                                "--storage.tsdb.retention.time=" + RETENTION,
                                "--web.listen-address=127.0.0.1:" + observing.port(),
                                "--log.level=warn"),
                        Map.of(),
                        folder,
                        settings.home().log(NAME))
                .start();
    }

    /** The files that everybody can use as they are, but for the ports and the interval of this stack. */
    private void configure(Path folder) throws IOException {
        Path source = settings.root().resolve("deploy/prometheus");
        if (!Files.isRegularFile(source.resolve(CONFIGURATION))) {
            throw new UserError("%s is missing: it belongs to Baton.", source.resolve(CONFIGURATION));
        }
        Files.createDirectories(folder);
        Files.copy(source.resolve(RULES), folder.resolve(RULES), StandardCopyOption.REPLACE_EXISTING);
        String configuration = Files.readString(source.resolve(CONFIGURATION))
                .replaceAll("(?m)^(  (?:scrape|evaluation)_interval:).*$", "$1 " + observing.every());
        Files.writeString(folder.resolve(CONFIGURATION), configuration);
        JSON.writeValue(folder.resolve(TARGETS).toFile(), targets());
    }

    private List<Target> targets() {
        return Parts.services(settings).entrySet().stream()
                .map(service ->
                        new Target(List.of("127.0.0.1:" + service.getValue()), Map.of("service", service.getKey())))
                .toList();
    }

    @Override
    public boolean ready() throws InterruptedException {
        return HttpProbe.ready(URI.create(observing.address() + "/-/ready"));
    }
}
