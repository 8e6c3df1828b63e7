package io.baton.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.baton.local.process.Executables;
import io.baton.local.process.ProcessRecord;
import io.baton.local.process.RunningProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** deploy/up --observe: a Prometheus that comes and goes with the stack. */
class ObservedStackTest {

    @TempDir
    Path folder;

    private Settings settings;
    private int port;

    @BeforeEach
    void prepare() {
        settings = TestStack.settings(folder);
        port = TestStack.freePorts(1);
    }

    @AfterEach
    void stop() throws Exception {
        LauncherRun.down(settings);
    }

    @Test
    void prometheusKnowsTheServicesAndTheRulesIsAdoptedAndStopped() throws Exception {
        assumeTrue(
                Executables.find("prometheus").isPresent(), "prometheus is not on the PATH (apt install prometheus)");

        LauncherRun up = LauncherRun.up(settings, "--detach", "--observe=1s", "--prometheus-port=" + port);

        assertThat(up.output()).contains("Baton is up after", "Prometheus  http://127.0.0.1:" + port);
        await("it reads its targets once it is up").untilAsserted(() -> assertThat(asked("targets"))
                .contains(
                        "127.0.0.1:" + (settings.ports().api() + 3),
                        "\"service\":\"switchover-service\"",
                        "\"scrapeInterval\":\"1s\""));
        assertThat(asked("rules")).contains("BatonUpgradeFailed", "docs/runbook.md#batonupgradefailed");
        assertThat(settings.home().path().resolve("prometheus/data")).isDirectory();

        // Another launcher finds it, without being told of it.
        RunningProcess prometheus = prometheus();
        RunningProcess launcher = LauncherLock.holder(settings.home()).orElseThrow();
        launcher.kill();
        launcher.awaitExit(java.time.Duration.ofSeconds(10));
        assertThat(LauncherRun.up(settings, "--detach").output()).contains("Everything ran already");
        assertThat(prometheus().pid()).isEqualTo(prometheus.pid());

        assertThat(LauncherRun.down(settings).output()).contains("Baton is stopped.");
        assertThat(prometheus.alive()).isFalse();
    }

    @Test
    void aRunningStackIsNotObservedByTheWay() throws Exception {
        assumeTrue(
                Executables.find("prometheus").isPresent(), "prometheus is not on the PATH (apt install prometheus)");
        LauncherRun.up(settings, "--detach");

        LauncherRun again = LauncherRun.up(settings, "--observe");

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.output())
                .isEqualTo("The stack in " + settings.home().path()
                        + " runs without Prometheus: stop it with deploy/down, then start it with --observe.\n");
    }

    @Test
    void whereThereIsNoPrometheusItIsSaidWhatToInstallAndNothingIsStarted() throws Exception {
        LauncherRun up = LauncherRun.up(
                settings,
                Map.of("PATH", Files.createDirectory(folder.resolve("empty")).toString()),
                "--observe");

        assertThat(up.exitCode()).isEqualTo(2);
        assertThat(up.output())
                .isEqualTo("--observe needs Prometheus, and there is no prometheus on the PATH: install it (Debian and"
                        + " Ubuntu: apt install prometheus; macOS: brew install prometheus).\n");
        assertThat(settings.home().postgresData()).doesNotExist();
    }

    private RunningProcess prometheus() {
        return ProcessRecord.find(settings.home().run().resolve("prometheus.json"))
                .orElseThrow();
    }

    private String asked(String call) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + call))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
