package io.baton.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.local.process.ProcessRecord;
import io.baton.local.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Launchers as processes of their own: one in the background, others beside it, and what its death leaves behind. */
class DetachedLauncherTest {

    @TempDir
    Path folder;

    private Settings settings;

    @BeforeEach
    void prepare() {
        settings = TestStack.settings(folder);
    }

    @AfterEach
    void stop() throws Exception {
        down();
    }

    @Test
    void aLauncherInTheBackgroundIsReportedRepairedAdoptedAndStopped() throws Exception {
        assertThat(up("--detach").output())
                .contains("Baton is up after", "deploy/down stops it, and instances go on serving");
        RunningProcess database = database();

        LauncherRun beside = up();
        assertThat(beside.exitCode()).isZero();
        assertThat(beside.output())
                .contains("Everything runs already, looked after by the launcher with process id "
                        + launcher().pid());

        LauncherRun moved = LauncherRun.run(
                settings,
                Map.of(),
                "up",
                List.of("--postgres-port=" + (settings.ports().postgres() + 1)));
        assertThat(moved.exitCode()).isEqualTo(1);
        assertThat(moved.output())
                .contains("runs with --postgres-port " + settings.ports().postgres());

        // Killed, it leaves its part running, which the next launcher finds.
        RunningProcess killed = launcher();
        killed.kill();
        killed.awaitExit(Duration.ofSeconds(10));
        assertThat(database.alive()).isTrue();
        assertThat(up("--detach").output()).contains("Everything ran already; this launcher looks after it now.");
        assertThat(database().pid()).isEqualTo(database.pid());

        // And looks after it.
        database.kill();
        await().atMost(Duration.ofSeconds(60)).until(() -> ProcessRecord.find(record("postgresql"))
                .filter(process -> process.pid() != database.pid())
                .isPresent());
        assertThat(up().exitCode()).isZero();

        RunningProcess last = launcher();
        assertThat(down().output()).contains("Baton is stopped.");
        assertThat(last.alive()).isFalse();
        assertThat(ProcessRecord.find(record("postgresql"))).isEmpty();
        assertThat(down().output()).contains("Nothing runs in ");
    }

    @Test
    void downStopsWhatADeadLauncherLeftBehind() throws Exception {
        up("--detach");
        RunningProcess database = database();
        RunningProcess launcher = launcher();
        launcher.kill();
        launcher.awaitExit(Duration.ofSeconds(10));

        assertThat(down().output()).contains("Stopping what a launcher left behind", "Baton is stopped.");

        assertThat(database.alive()).isFalse();
    }

    private LauncherRun up(String... options) throws IOException, InterruptedException {
        return LauncherRun.up(settings, options);
    }

    private LauncherRun down() throws IOException, InterruptedException {
        return LauncherRun.down(settings);
    }

    private RunningProcess launcher() {
        return LauncherLock.holder(settings.home()).orElseThrow();
    }

    private RunningProcess database() {
        return ProcessRecord.find(record("postgresql")).orElseThrow();
    }

    private Path record(String part) {
        return settings.home().run().resolve(part + ".json");
    }
}
