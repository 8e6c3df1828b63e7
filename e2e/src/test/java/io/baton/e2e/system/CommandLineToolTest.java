package io.baton.e2e.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.e2e.harness.SharedStack;
import io.baton.e2e.harness.StackHarness;
import io.baton.local.StackFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** deploy/baton as a script would call it: a process, its exit code, its two outputs. */
@Order(3)
@ExtendWith(SharedStack.class)
class CommandLineToolTest {

    private static final int REFUSED = 1;
    private static final int USAGE = 2;
    private static final int UNREACHABLE = 3;
    private static final int NOT_YET = 4;

    @TempDir
    Path folder;

    private final StackHarness stack;
    private String server;
    private String id;

    CommandLineToolTest(StackHarness stack) {
        this.stack = stack;
        this.server = "127.0.0.1:"
                + StackFile.read(stack.home()).orElseThrow().ports().api();
    }

    private record Ended(int exitCode, String out, String errors) {}

    @AfterEach
    void removeTheInstance() throws Exception {
        if (id != null) {
            baton("instances", "delete", id, "--wait", "--timeout", "60");
        }
    }

    @Test
    void anInstanceIsCreatedUpgradedAndRemovedByTheCommandLineAlone() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "s3cret-of-the-test\n");
        JsonNode created = json(done(
                "instances",
                "create",
                "by-hand",
                "--version",
                "6.2.7",
                "--memory-mb",
                "64",
                "--replicas",
                "1",
                "--password-file",
                password.toString(),
                "--wait",
                "--json"));
        id = created.path("id").asText();
        assertThat(created.path("status").asText()).isEqualTo("RUNNING");
        assertThat(done("instances")).contains(id, "by-hand", "REDIS 6.2.7");
        assertThat(done("targets", id)).contains("It runs REDIS 6.2.7.", "REDIS    7.0   7.0.15");

        // What is refused is so before, and then as well.
        assertThat(baton("upgrade", id, "5.0", "--now", "--dry-run").exitCode()).isEqualTo(REFUSED);
        Ended refused = baton("upgrade", id, "5.0", "--now");
        assertThat(refused.exitCode()).isEqualTo(REFUSED);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.errors())
                .startsWith("baton: ")
                .endsWith("(DOWNGRADE)\n")
                .hasLineCount(1);
        assertThat(baton("minor-upgrade", id, "--now").errors()).contains("NO_NEWER_PATCH");
        assertThat(done("upgrade", id, "7.0", "--now", "--dry-run")).contains("6.2.7", "7.0.15", "fees: no change");

        // In a window that is far away, until somebody changes their mind.
        assertThat(done("window", "set", id, "--start", farAway(), "--end", farAway(90), "--zone", "UTC"))
                .contains("UTC, every day");
        String upgrade = json(done("upgrade", id, "7.0", "--window", "--json"))
                .path("id")
                .asText();
        Ended notYet = baton("watch", id, "--timeout", "1");
        assertThat(notYet.exitCode()).isEqualTo(NOT_YET);
        assertThat(notYet.errors()).contains(upgrade).hasLineCount(1);
        assertThat(done("cancel", id, "--wait", "--timeout", "90")).contains(upgrade + " is CANCELLED");

        String told = done("upgrade", id, "7.0", "--now", "--wait", "--timeout", "120");
        assertThat(told)
                .containsSubsequence(
                        "1  Request resources",
                        "2  Synchronise data",
                        "4  Switch",
                        "is COMPLETED",
                        "6.2.7 became 7.0.15")
                .contains("clients were held for", "0 closed");
        assertThat(engineVersion()).isEqualTo("7.0.15");
        List<String> changes = done("watch", id, "--json").lines().toList();
        assertThat(json(changes.get(changes.size() - 1)).path("state").asText()).isEqualTo("COMPLETED");

        assertThat(done("instances", "delete", id, "--wait", "--timeout", "60")).contains("is gone");
        assertThat(baton("instances", "show", id).errors()).contains("UNKNOWN_INSTANCE");
        id = null;
    }

    @Test
    void aMistakeAndAServerThatIsNotThereAreTwoOtherCodes() throws Exception {
        assertThat(baton("upgrade", "ins-1", "7.0").exitCode()).isEqualTo(USAGE);
        server = "127.0.0.1:1";
        Ended nobody = baton("instances");
        assertThat(nobody.exitCode()).isEqualTo(UNREACHABLE);
        assertThat(nobody.out()).isEmpty();
        assertThat(nobody.errors()).contains("does not answer").hasLineCount(1);
    }

    @Test
    void bashTakesTheCompletion() throws Exception {
        Path script = Files.writeString(folder.resolve("completion"), done("completion"));
        Process bash = new ProcessBuilder("bash", "-c", "source \"$0\" && complete -p baton", script.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("_complete_baton");
        assertThat(bash.waitFor()).isZero();
    }

    private String farAway() {
        return farAway(0);
    }

    private String farAway(int minutesLater) {
        return stack.clock()
                .now()
                .plusHours(6)
                .plusMinutes(minutesLater)
                .toLocalTime()
                .toString()
                .substring(0, 5);
    }

    private String engineVersion() throws Exception {
        JsonNode endpoint = json(done("instances", "show", id, "--json")).path("endpoint");
        try (Jedis jedis =
                new Jedis(endpoint.path("host").asText(), endpoint.path("port").asInt())) {
            jedis.auth("s3cret-of-the-test");
            return jedis.info("server")
                    .lines()
                    .filter(line -> line.startsWith("redis_version:"))
                    .map(line -> line.substring("redis_version:".length()).strip())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    /** The standard output of a call that ends with 0 and has nothing to complain about. */
    private String done(String... arguments) throws Exception {
        Ended ended = baton(arguments);
        assertThat(ended).as(String.join(" ", arguments)).isEqualTo(new Ended(0, ended.out(), ""));
        return ended.out();
    }

    private Ended baton(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("baton.root"), "deploy", "baton").toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("BATON_SERVER", server);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        String out = text(process.getInputStream());
        return new Ended(process.waitFor(), out, errors.get());
    }

    private static String text(java.io.InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
