package io.baton.e2e.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that is gone with everything in it when this is closed.
 *
 * @param keep leaves it there instead, with all logs
 */
public record TemporaryFolder(Path path, boolean keep) implements AutoCloseable {

    public static TemporaryFolder create(String prefix, boolean keep) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(prefix), keep);
    }

    @Override
    public void close() throws IOException {
        if (keep) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(path)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException gone) {
            return;
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
