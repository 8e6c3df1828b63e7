package io.baton.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a Docker engine is worth asking. Testcontainers logs a page of warnings when there is none, which would bury
 * the results of every test run on machines without containers.
 */
final class DockerSocket {

    private DockerSocket() {}

    static boolean present() {
        return System.getenv("DOCKER_HOST") != null
                || Files.exists(Path.of("/var/run/docker.sock"))
                || Files.exists(Path.of(System.getProperty("user.home"), ".docker", "run", "docker.sock"))
                || Files.exists(Path.of(System.getProperty("user.home"), ".docker", "desktop", "docker.sock"));
    }
}
