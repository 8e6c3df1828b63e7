package io.baton.local;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a home folder was last started with, for those who come later: another launcher, deploy/down, the demo.
 *
 * @param ports where it listens
 * @param engines further engine folders
 * @param only the parts that were asked for; empty for all
 * @param observed how Prometheus watches it; null where none does
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StackFile(Ports ports, List<String> engines, List<String> only, Observing observed) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static StackFile of(Settings settings) {
        return new StackFile(
                settings.ports(),
                settings.engines().stream().map(Path::toString).toList(),
                settings.only(),
                settings.observed().orElse(null));
    }

    public static Optional<StackFile> read(Home home) {
        try {
            return Files.exists(file(home))
                    ? Optional.of(JSON.readValue(file(home).toFile(), StackFile.class))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    public void write(Home home) throws IOException {
        JSON.writeValue(file(home).toFile(), this);
    }

    public Settings settings(Path root, Home home) {
        return new Settings(root, home, ports, engines.stream().map(Path::of).toList(), only, java.util.Map.of())
                .observedBy(observed);
    }

    private static Path file(Home home) {
        return home.run().resolve("stack.json");
    }
}
