package io.baton.sync.replication.model;

import static io.baton.sync.replication.model.Rounds.codes;
import static io.baton.sync.replication.model.Rounds.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.SyncProgress;
import io.baton.contracts.SyncProgress.Phase;
import io.baton.sync.replication.model.SyncSignals.CaughtUp;
import io.baton.sync.replication.model.SyncSignals.FullSyncBegan;
import io.baton.sync.replication.model.SyncSignals.GaveUp;
import io.baton.sync.replication.model.SyncSignals.Progressed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From an empty new master to one that is caught up, and what is told on the way. */
class CatchingUpTest {
    private final Rounds rounds = new Rounds();

    @ParameterizedTest
    @ValueSource(strings = {"6.2.7", "6.0.5"})
    void aFullSynchronisationGoesThroughItsPhasesToCaughtUp(String version) {
        rounds.state = Samples.syncing();
        rounds.oldMaster = Info.of(version + "-master-alone").sight();
        rounds.newMaster = Info.of("7.0.15-fresh").sight();
        rounds.replica = Info.of("7.0.15-fresh").sight();
        SyncAssessment fresh = rounds.look();
        assertThat(fresh.attachNewMaster()).isTrue();
        assertThat(fresh.attachReplicas())
                .as("they wait for the data to be there")
                .isEmpty();

        rounds.oldMaster = Info.of(version + "-master-full-sync").sight();
        rounds.newMaster = Info.of("7.0.15-of-" + version + "-full-sync").sight();
        SyncAssessment travelling = rounds.look();
        assertThat(travelling.attachNewMaster()).isFalse();
        assertThat(travelling.progress().phase()).isEqualTo(Phase.FULL);
        assertThat(travelling.progress().totalBytes())
                .as("unknown while the fork writes")
                .isZero();
        assertThat(travelling.signals()).contains(new FullSyncBegan(new FullSyncs(1, 1)));

        rounds.oldMaster = Info.of(version + "-master-loading").sight();
        rounds.newMaster = Info.of("7.0.15-of-" + version + "-loading").sight();
        SyncAssessment loading = rounds.look();
        assertThat(loading.progress().syncedBytes()).isEqualTo(4_889_161);
        assertThat(loading.progress().totalBytes()).isEqualTo(4_889_161);
        assertThat(codes(loading)).contains("SNAPSHOT_TRAVELS");

        rounds.oldMaster = Info.of(version + "-master-link-up").sight();
        rounds.newMaster = Info.of("7.0.15-of-" + version + "-link-up").sight();
        SyncAssessment up = rounds.look();
        assertThat(up.attachReplicas()).containsExactly(Samples.NEW_REPLICA);
        assertThat(codes(up)).contains("NOT_ACKNOWLEDGED");
        assertThat(up.progress().phase()).isEqualTo(Phase.INCREMENTAL);

        rounds.oldMaster = Info.of(version + "-master-streaming").sight();
        rounds.newMaster = Info.of("7.0.15-of-" + version + "-streaming").sight();
        rounds.chained(version);
        SyncAssessment streaming = rounds.look();
        assertThat(streaming.signals())
                .contains(new CaughtUp(
                        0, rounds.newMaster instanceof NodeSight.Seen seen ? seen.runId() : "", List.of()));
        assertThat(streaming.progress().totalBytes()).isEqualTo(4_889_161);
    }

    @Test
    void linkUpWithoutAnAcknowledgementIsNotCaughtUp() {
        rounds.oldMaster = Info.of("6.2.7-master-link-up").sight();
        rounds.newMaster = Info.of("7.0.15-of-6.2.7-link-up").sight();

        assertThat(codes(rounds.look())).contains("NOT_ACKNOWLEDGED");
    }

    @Test
    void anAppendFileThatIsStillWrittenIsNotCaughtUpAndALaterRewriteDoesNotMatter() {
        Info writing =
                Info.of("7.0.15-of-6.2.7-streaming").with("aof_enabled", 1).with("aof_rewrite_in_progress", 1);
        rounds.state = Samples.syncing();
        rounds.oldMaster = Info.of("6.2.7-master-streaming").sight();
        rounds.newMaster = writing.sight();
        rounds.chained("6.2.7");
        assertThat(codes(rounds.look())).contains("APPEND_FILE_INCOMPLETE");

        rounds.newMaster = writing.with("aof_rewrite_in_progress", 0).sight();
        rounds.caughtUp();
        rounds.newMaster = writing.sight();
        assertThat(codes(rounds.look())).doesNotContain("APPEND_FILE_INCOMPLETE");
    }

    @Test
    void acknowledgementsHaveToAdvanceUnlessNothingIsLeft() {
        Info old = Info.of("6.2.7-master-streaming").with("master_repl_offset", 5_000);
        rounds.oldMaster = old.sight();
        assertThat(codes(rounds.look())).containsExactly("NOT_ADVANCING");
        assertThat(codes(rounds.look())).containsExactly("NOT_ADVANCING");

        rounds.oldMaster = old.with("slave0", line(4_000, 0)).sight();
        SyncAssessment advanced = rounds.look();

        assertThat(codes(advanced)).isEmpty();
        assertThat(advanced.progress().lagBytes()).isEqualTo(1_000);
    }

    @Test
    void theNewMastersOwnOffsetCountsWhereItIsNewerThanItsAcknowledgement() {
        rounds.oldMaster = Info.of("6.2.7-master-streaming")
                .with("master_repl_offset", 50_000_050)
                .sight();
        rounds.newMaster = Info.of("7.0.15-of-6.2.7-streaming")
                .with("slave_repl_offset", 49_999_050)
                .with("master_repl_offset", 49_999_050)
                .sight();
        rounds.replica =
                Info.of("7.0.15-chained").with("slave_repl_offset", 49_000_000).sight();

        assertThat(rounds.look().progress().lagBytes()).isEqualTo(1_000);
    }

    @Test
    void aReplicaIsNotMissedWhileTheSnapshotTravelsForHours() {
        rounds.oldMaster = Info.of("6.2.7-master-full-sync").sight();
        rounds.newMaster = Info.of("7.0.15-of-6.2.7-full-sync").sight();
        rounds.replica = Info.of("7.0.15-fresh").sight();

        for (int i = 0; i < 7_200; i++) {
            assertThat(rounds.look().signals()).noneMatch(GaveUp.class::isInstance);
        }
    }

    @Test
    void theEstimateOfAFullSynchronisationComesFromItsRate() {
        rounds.oldMaster = Info.of("6.2.7-master-full-sync").sight();
        Info travelling = Info.of("7.0.15-of-6.2.7-full-sync").with("master_sync_total_bytes", 10_000_000);
        SyncProgress progress = null;
        for (int round = 0; round <= 6; round++) {
            rounds.newMaster =
                    travelling.with("master_sync_read_bytes", round * 500_000).sight();
            progress = rounds.look().progress();
        }

        assertThat(progress.syncedBytes()).isEqualTo(3_000_000);
        assertThat(progress.bytesPerSecond()).isEqualTo(1_000_000);
        assertThat(progress.eta()).isEqualTo(rounds.now.plusSeconds(7));
    }

    @Test
    void progressIsToldOnceASecondAndSeldomOnceCaughtUp() {
        rounds.oldMaster = Info.of("6.2.7-master-full-sync").sight();
        Info travelling = Info.of("7.0.15-of-6.2.7-full-sync").with("master_sync_total_bytes", 10_000_000);
        int told = 0;
        for (int round = 0; round < 20; round++) {
            rounds.newMaster =
                    travelling.with("master_sync_read_bytes", round * 1_000).sight();
            told += (int) rounds.look().signals().stream()
                    .filter(Progressed.class::isInstance)
                    .count();
        }
        assertThat(told).isEqualTo(10);

        Rounds waiting = new Rounds();
        waiting.caughtUp();
        int quiet = 0;
        for (int round = 0; round < 100; round++) {
            waiting.oldMaster = Info.of("6.2.7-master-streaming")
                    .with("master_repl_offset", 1_000 + 2 * round)
                    .with("slave0", line(1_000 + round, 0))
                    .sight();
            quiet += (int) waiting.look().signals().stream()
                    .filter(Progressed.class::isInstance)
                    .count();
        }
        assertThat(quiet).isEqualTo(10);
    }
}
