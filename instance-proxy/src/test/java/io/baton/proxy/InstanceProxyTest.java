package io.baton.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.TestEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process as resource-service starts it. */
class InstanceProxyTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void token() throws IOException {
        Files.writeString(folder.resolve("token"), "s3cret-token");
    }

    @Test
    void servesUntilItIsStopped() throws Exception {
        try (TestEngine engine = TestEngine.start("6.2.7")) {
            Process process = start(
                    "--config", config(Map.of("upstreamPort", engine.port())).toString());
            try {
                Awaitility.await("the proxy says that it serves").until(() -> output().contains("serving"));
                Matcher port = Pattern.compile(" port=(\\d+) ").matcher(output());
                assertThat(port.find()).isTrue();
                try (RespClient client = RespClient.connect(Integer.parseInt(port.group(1)))) {
                    assertThat(client.call("PING")).isEqualTo("+PONG");
                }
                process.destroy();
                assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
                assertThat(output())
                        .contains("instance=orders")
                        .doesNotContain("s3cret")
                        .doesNotContain("WARN");
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void badSettingsAreOneLineAndExitCode2() throws Exception {
        assertFails(
                2,
                "there is no file",
                "--config",
                folder.resolve("missing.json").toString());
        assertFails(
                2,
                "is not JSON",
                "--config",
                Files.writeString(folder.resolve("a"), "{").toString());
        assertFails(
                2,
                "\"upstreamPort\" must be 1 to 65535",
                "--config",
                config(Map.of("upstreamPort", 0)).toString());
        assertFails(
                2,
                "colour",
                "--config",
                config(Map.of("upstreamPort", 1, "colour", "red")).toString());
        Map<String, Object> tls =
                Map.of("port", 0, "certificate", folder.resolve("none").toString(), "key", "none");
        assertFails(
                2,
                "none: it can't be read",
                "--config",
                config(Map.of("upstreamPort", 1, "tls", tls)).toString());
        assertFails(
                2,
                "the path is longer than 107 bytes",
                "--config",
                config(Map.of("upstreamPort", 1, "handoverSocket", "/" + "s".repeat(107)))
                        .toString());
        Files.delete(folder.resolve("token"));
        assertFails(
                2,
                "controlTokenFile",
                "--config",
                config(Map.of("upstreamPort", 1)).toString());
    }

    @Test
    void anUnreadableStateFileIsNotIgnored() throws Exception {
        Files.writeString(folder.resolve("state.json"), "nonsense");
        assertFails(
                2, "stateFile", "--config", config(Map.of("upstreamPort", 1)).toString());
    }

    @Test
    void aTakenPortIsOneLineAndExitCode1() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, Object> settings = Map.of("upstreamPort", 1, "listenPort", taken.getLocalPort());
            assertFails(
                    1,
                    "can't listen for clients on 127.0.0.1:",
                    "--config",
                    config(settings).toString());
            settings = Map.of("upstreamPort", 1, "controlPort", taken.getLocalPort());
            assertFails(
                    1,
                    "can't listen for the switch on 127.0.0.1:",
                    "--config",
                    config(settings).toString());
        }
    }

    @Test
    void aRehearsalPlaysSwitchesThroughAndLeavesNothingBehind() throws IOException {
        Path files = Rehearsal.folderBeside(folder.resolve("state.json"));
        Rehearsal.run(3, files);
        assertThat(files).doesNotExist();
    }

    @Test
    void whatAKilledProxyHasLeftOfItsRehearsalTheNextOneTidiesUp() throws IOException {
        Path files = Files.createDirectory(Rehearsal.folderBeside(folder.resolve("state.json")));
        Files.writeString(files.resolve("state.json"), "half a ro");
        Rehearsal.run(1, files);
        assertThat(files).doesNotExist();
    }

    private void assertFails(int code, String complaint, String... arguments) throws Exception {
        Process process = start(arguments);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        String error = Files.readString(folder.resolve("stderr"));
        assertThat(error.lines())
                .singleElement()
                .asString()
                .startsWith("instance-proxy: ")
                .contains(complaint);
        assertThat(process.exitValue()).isEqualTo(code);
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                InstanceProxy.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("stdout"));
    }

    private Path config(Map<String, Object> changes) throws IOException {
        Map<String, Object> settings = new java.util.LinkedHashMap<>(Map.of(
                "instanceId",
                "orders",
                "listenHost",
                "127.0.0.1",
                "listenPort",
                0,
                "controlHost",
                "127.0.0.1",
                "controlPort",
                0,
                "controlTokenFile",
                folder.resolve("token").toString(),
                "upstreamHost",
                "127.0.0.1",
                "stateFile",
                folder.resolve("state.json").toString()));
        settings.putAll(changes);
        return Files.write(
                folder.resolve("config.json"),
                new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsBytes(settings));
    }
}
