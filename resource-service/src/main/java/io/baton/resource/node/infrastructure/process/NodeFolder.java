package io.baton.resource.node.infrastructure.process;

import io.baton.resource.node.model.DataOnDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of one node; only its owner can read it, since there are secrets in it. */
record NodeFolder(Path path) {
    private static final int LAST_WORDS_BYTES = 2_000;
    private static final int LAST_LINES = 3;
    private static final Duration DELETE_LIMIT = Duration.ofSeconds(10);

    Path config() {
        return path.resolve("redis.conf");
    }

    Path proxyConfig() {
        return path.resolve("proxy.json");
    }

    Path data() {
        return path.resolve("data");
    }

    Path log() {
        return path.resolve("node.log");
    }

    Path pidFile() {
        return path.resolve("node.pid");
    }

    Path record() {
        return path.resolve("node.json");
    }

    void create() throws IOException {
        Files.createDirectories(path.getParent());
        if (!Files.isDirectory(path)) {
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.createDirectories(data());
    }

    /** Writes a file that only its owner can read: whole or not at all. */
    void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException("can't read " + file, failed);
        }
    }

    /** The process id that a process has written down itself. */
    Optional<Long> pid() {
        return read(pidFile())
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Long::parseLong);
    }

    /**
     * What an engine would load: with an append-only file configured it looks at nothing else.
     *
     * @param appendOnly whether it is configured to have one
     */
    DataOnDisk dataOnDisk(boolean appendOnly) {
        boolean present = appendOnly
                ? Files.exists(data().resolve("appendonly.aof")) || manifest()
                : Files.exists(data().resolve("dump.rdb"));
        if (!present) {
            return DataOnDisk.ABSENT;
        }
        // An engine deletes it when it has been told to end and has written everything; a crash leaves it there.
        return Files.exists(pidFile()) ? DataOnDisk.PRESENT : DataOnDisk.COMPLETE;
    }

    /** From 7.0 the append-only file is a folder whose manifest names its parts. */
    private boolean manifest() {
        try (Stream<Path> files = Files.list(data().resolve("appendonlydir"))) {
            return files.anyMatch(file -> file.getFileName().toString().endsWith(".manifest"));
        } catch (NoSuchFileException none) {
            return false;
        } catch (IOException failed) {
            throw new UncheckedIOException("can't look into " + data(), failed);
        }
    }

    String lastWords() {
        try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(LAST_WORDS_BYTES, file.length())];
            file.seek(file.length() - end.length);
            file.readFully(end);
            String[] lines = new String(end, StandardCharsets.UTF_8).strip().split("\\R");
            return Stream.of(lines)
                    .skip(Math.max(0, lines.length - LAST_LINES))
                    .reduce((one, other) -> one + " / " + other)
                    .orElse("");
        } catch (IOException none) {
            return "it left no log";
        }
    }

    /** A child of a killed engine may have been writing: what comes in between is deleted as well. */
    void delete() {
        boolean[] gone = {false};
        IOException[] last = {null};
        Patience.until(
                () -> {
                    try {
                        deleteOnce();
                        gone[0] = true;
                    } catch (IOException again) {
                        last[0] = again;
                    }
                    return gone[0];
                },
                DELETE_LIMIT);
        if (!gone[0]) {
            throw new UncheckedIOException("can't delete " + path, last[0]);
        }
    }

    private void deleteOnce() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
                if (failed instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failed;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failed) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
