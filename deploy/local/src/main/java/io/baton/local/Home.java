package io.baton.local;

import io.baton.local.process.Privacy;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The folder that holds everything a local stack knows: delete it and Baton has never run here.
 *
 * @param path absolute, normalised
 */
public record Home(Path path) {

    /** PostgreSQL and Kafka stop taking writes without room; so little is a mistake that is better said at the start. */
    private static final long LEAST_FREE_BYTES = 1L << 30;

    public Home {
        path = path.toAbsolutePath().normalize();
    }

    public Path postgresData() {
        return path.resolve("postgres");
    }

    public Path postgresDistribution() {
        return path.resolve("postgres-dist");
    }

    public Path postgresPassword() {
        return secrets().resolve("postgres-password");
    }

    public Path kafka() {
        return path.resolve("kafka");
    }

    public Path prometheus() {
        return path.resolve("prometheus");
    }

    public Path nodes() {
        return path.resolve("nodes");
    }

    public Path secrets() {
        return path.resolve("secrets");
    }

    public Path run() {
        return path.resolve("run");
    }

    public Path log(String part) {
        return path.resolve("logs").resolve(part + ".log");
    }

    /**
     * Makes the folders and shows that they can be used.
     *
     * @throws UserError when the folder can't be made or written, or its disk is nearly full
     */
    public void prepare() {
        try {
            Files.createDirectories(path);
            Files.createDirectories(path.resolve("logs"));
            Files.createDirectories(run());
            Files.createDirectories(nodes());
            Privacy.createDirectory(secrets());
            Files.delete(Files.createTempFile(run(), "writable", ""));
        } catch (FileAlreadyExistsException inTheWay) {
            throw new UserError(
                    "%s is a file, where a folder is needed: choose another with --home.", inTheWay.getFile());
        } catch (AccessDeniedException denied) {
            throw new UserError("%s can't be written: choose another folder with --home.", path);
        } catch (NoSuchFileException impossible) {
            throw new UserError("%s can't be made: choose another folder with --home.", path);
        } catch (IOException failed) {
            throw new UserError("%s can't be used: %s. Choose another folder with --home.", path, failed.getMessage());
        }
        requireSpace();
    }

    private void requireSpace() {
        try {
            long free = Files.getFileStore(path).getUsableSpace();
            if (free < LEAST_FREE_BYTES) {
                throw new UserError(
                        "The disk of %s has %d MB left, and Baton needs at least %d MB: make room, or choose another with --home.",
                        path, free >> 20, LEAST_FREE_BYTES >> 20);
            }
        } catch (IOException failed) {
            throw new UserError("The disk of %s can't be asked for its free space: %s", path, failed.getMessage());
        }
    }
}
