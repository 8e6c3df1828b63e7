package io.baton.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder, for instance a BATON_HOME, that is gone with everything in it after {@link #close()}. */
public final class TestHome implements AutoCloseable {

    private final Path path;

    private TestHome(Path path) {
        this.path = path;
    }

    public static TestHome create() {
        return create("baton-home-");
    }

    static TestHome create(String prefix) {
        try {
            return new TestHome(Files.createTempDirectory(prefix));
        } catch (IOException failed) {
            throw new UncheckedIOException("no temporary folder", failed);
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try (Stream<Path> tree = Files.walk(path)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path entry : deepestFirst) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("can't remove " + path, failed);
        }
    }
}
