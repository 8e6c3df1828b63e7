package io.baton.resource;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The processes of nodes, seen from outside. */
final class TestNodes {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path home;

    TestNodes(Path home) {
        this.home = home;
    }

    Path folder(String nodeId) {
        return home.resolve("nodes").resolve(nodeId);
    }

    JsonNode record(String nodeId) {
        try {
            return new ObjectMapper()
                    .readTree(folder(nodeId).resolve("node.json").toFile());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    long pid(String nodeId) {
        return record(nodeId).path("pid").asLong();
    }

    /** Also while its parent has not noticed its end. */
    static boolean alive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() && !zombie(pid);
    }

    private static boolean zombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
        } catch (IOException unknown) {
            return false;
        }
    }

    /** As a crash would. */
    long kill9(String nodeId) {
        long pid = pid(nodeId);
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        await("end of " + nodeId).atMost(LIMIT).until(() -> !alive(pid));
        return pid;
    }

    /** As an orderly stop of everything would. */
    long terminate(String nodeId) {
        long pid = pid(nodeId);
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        await("end of " + nodeId).atMost(LIMIT).until(() -> !alive(pid));
        return pid;
    }

    void awaitAnotherProcess(String nodeId, long before) {
        await("restart of " + nodeId)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> pid(nodeId) != before && alive(pid(nodeId)));
    }

    /** As an operator who edits the file. */
    void configure(String nodeId, String line) {
        try {
            Files.writeString(
                    folder(nodeId).resolve("redis.conf"), line + System.lineSeparator(), StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** As if the service had died between the start and the note of it. */
    void forgetRecord(String nodeId) {
        try {
            Files.delete(folder(nodeId).resolve("node.json"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Engines that listen on a port, by the title that they give their process. */
    List<Long> processesOf(int port) {
        try {
            Process ps = new ProcessBuilder("ps", "-axo", "pid=,args=").start();
            return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.matches("\\d+ .*redis-server .*:" + port + "( .*)?"))
                    .map(line -> Long.parseLong(line.split(" ")[0]))
                    .filter(TestNodes::alive)
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void deleteData(String nodeId) {
        try (Stream<Path> files = Files.walk(folder(nodeId).resolve("data"))) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
