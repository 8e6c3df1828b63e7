package io.baton.resource.node.infrastructure.process;

import io.baton.contracts.EngineBuild;
import io.baton.engine.catalogue.Build;
import io.baton.engine.catalogue.EngineBinary;
import io.baton.engine.catalogue.EngineScanner;
import io.baton.resource.node.application.NodeFailure;
import io.baton.resource.node.infrastructure.ResourceSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The builds in the configured folders, whatever the catalogue offers: what may be upgraded to what is upgrade-api's
 * question, and a node of a line that was withdrawn must still be restarted.
 */
@ApplicationScoped
public class EngineBuilds {
    private final EngineScanner scanner = new EngineScanner();
    private final List<Path> folders;

    EngineBuilds(ResourceSettings settings) {
        this.folders = Stream.of(settings.engines().orElse("").split(Pattern.quote(File.pathSeparator)))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .toList();
    }

    /** @throws NodeFailure if there is no such build */
    Path binary(EngineBuild wanted) {
        List<Build> builds = scanner.scan(folders).builds();
        Path binary = builds.stream()
                .filter(build -> build.id().edition().name().equals(wanted.edition())
                        && build.version().toString().equals(wanted.version()))
                .findFirst()
                .map(Build::binary)
                .orElseThrow(() -> new NodeFailure(
                        "NO_BUILD",
                        "There is no build of %s %s. Builds at hand: %s."
                                .formatted(
                                        wanted.edition(),
                                        wanted.version(),
                                        builds.stream()
                                                .map(build -> build.id().toString())
                                                .reduce((one, other) -> one + ", " + other)
                                                .orElse("none"))));
        try {
            return EngineBinary.executable(binary);
        } catch (IOException broken) {
            throw new NodeFailure("NO_BUILD", broken.getMessage(), broken);
        }
    }
}
