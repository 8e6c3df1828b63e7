package io.baton.engine.client;

import io.baton.testkit.RepositoryRoot;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** The engines that there are for this platform: 6.0.5 is not to be had for ARM. */
final class RealEngines {

    private RealEngines() {}

    static List<String> versions() {
        return Stream.of("6.0.5", "6.2.6", "6.2.7", "7.0.15")
                .filter(version -> Files.exists(RepositoryRoot.engines().resolve("redis-" + version + "/redis-server")))
                .toList();
    }
}
