package io.baton.sync.replication.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.Finding;
import io.baton.contracts.Finding.Severity;
import io.baton.contracts.Reason;
import io.baton.contracts.SyncProgress;
import io.baton.contracts.SyncProgress.Phase;
import io.baton.sync.replication.model.NodeSight.Unseen;
import io.baton.sync.replication.model.SyncSignals.CaughtUp;
import io.baton.sync.replication.model.SyncSignals.FellBehind;
import io.baton.sync.replication.model.SyncSignals.FullSyncBegan;
import io.baton.sync.replication.model.SyncSignals.GaveUp;
import io.baton.sync.replication.model.SyncSignals.Progressed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncAssessmentTest {
    private static final SyncLimits LIMITS = SyncLimits.DEFAULT;
    private static final Unseen SILENT = new Unseen("did not answer");
    private static final String NEW_RUN =
            Info.of("7.0.15-of-6.2.7-streaming").sight().runId();

    private final Rounds rounds = new Rounds();

    /** Looks again and again, half a second apart, and keeps what the worker would keep. */
    private static final class Rounds {
        private Instant now = Instant.parse("2026-03-02T12:00:00Z");
        private SyncMemory memory = SyncMemory.NONE;
        private SyncState state = Samples.syncing();
        private NodeSight oldMaster = Info.of("6.2.7-master-streaming").sight();
        private NodeSight newMaster = Info.of("7.0.15-of-6.2.7-streaming").sight();
        private NodeSight replica = Info.of("7.0.15-chained").sight();
        private CarriedOver carriedOver = CarriedOver.ALL;

        Rounds() {
            chained("6.2.7");
        }

        private void chained(String version) {
            String replId = Info.of(version + "-master-streaming").fields().get("master_replid");
            replica = Info.of("7.0.15-chained").with("master_replid", replId).sight();
        }

        SyncAssessment look() {
            now = now.plusMillis(500);
            SyncAssessment assessment = SyncAssessment.of(
                    state,
                    new SyncObservation(now, oldMaster, newMaster, Map.of("new-replica", replica), carriedOver),
                    memory,
                    LIMITS);
            memory = assessment.memory();
            for (Object signal : assessment.signals()) {
                if (SyncSaga.SYNC.decide(state, signal, now)
                        instanceof io.baton.saga.model.Decision.Applied<SyncState> applied) {
                    state = applied.next().state();
                }
            }
            return assessment;
        }

        /** Until a signal of this type comes, at most for this long. */
        <T> T lookUntil(Class<T> type, Duration atMost) {
            Instant end = now.plus(atMost);
            while (now.isBefore(end)) {
                for (Object signal : look().signals()) {
                    if (type.isInstance(signal)) {
                        return type.cast(signal);
                    }
                }
            }
            throw new AssertionError("no " + type.getSimpleName() + " within " + atMost);
        }

        void caughtUp() {
            lookUntil(CaughtUp.class, Duration.ofSeconds(2));
        }
    }

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
    void tenMegabytesLeftAreTooMuch() {
        rounds.caughtUp();
        rounds.oldMaster = Info.of("6.2.7-master-streaming")
                .with("master_repl_offset", 10_000_050)
                .sight();

        FellBehind behind = rounds.lookUntil(FellBehind.class, Duration.ofSeconds(3));

        assertThat(behind.reason().code()).isIn("LAG_TOO_LARGE", "NOT_ADVANCING");
        assertThat(behind.lagBytes()).isEqualTo(10_000_000);
    }

    @Test
    void troubleShorterThanASecondIsNotWorthAWord() {
        rounds.caughtUp();
        NodeSight well = rounds.oldMaster;
        for (int flap = 0; flap < 5; flap++) {
            rounds.oldMaster = Info.of("6.2.7-master-streaming")
                    .with("slave0", line(50, 2))
                    .sight();
            assertThat(rounds.look().signals()).noneMatch(FellBehind.class::isInstance);
            rounds.look();
            rounds.oldMaster = well;
            assertThat(rounds.look().signals()).noneMatch(FellBehind.class::isInstance);
        }
    }

    @Test
    void aSilentNewMasterFallsBehindAndCatchesUpAgainWithAHigherSequence() {
        rounds.caughtUp();
        NodeSight well = rounds.newMaster;

        rounds.newMaster = SILENT;
        assertThat(rounds.lookUntil(FellBehind.class, Duration.ofSeconds(2))
                        .reason()
                        .code())
                .isEqualTo("NEW_MASTER_UNREACHABLE");
        assertThat(rounds.state.catchUp().sequence()).isEqualTo(2);

        rounds.newMaster = well;
        rounds.lookUntil(CaughtUp.class, Duration.ofSeconds(2));
        assertThat(rounds.state.catchUp().sequence()).isEqualTo(3);
    }

    @Test
    void aNewMasterThatStaysSilentIsGivenUp() {
        rounds.newMaster = SILENT;

        GaveUp gaveUp = rounds.lookUntil(GaveUp.class, LIMITS.lost().plusSeconds(1));

        assertThat(gaveUp.reason().code()).isEqualTo("NEW_MASTER_UNREACHABLE");
    }

    @Test
    void aSilentOldMasterIsWaitedFor() {
        rounds.caughtUp();
        rounds.oldMaster = SILENT;

        assertThat(rounds.lookUntil(FellBehind.class, Duration.ofSeconds(2))
                        .reason()
                        .code())
                .isEqualTo("OLD_MASTER_UNREACHABLE");
        for (int i = 0; i < 1_000; i++) {
            assertThat(rounds.look().signals()).noneMatch(GaveUp.class::isInstance);
        }
    }

    @Test
    void aPromotedNewMasterIsLeftAlone() {
        rounds.caughtUp();
        rounds.newMaster = Info.of("7.0.15-fresh").with("run_id", NEW_RUN).sight();
        rounds.oldMaster = SILENT;

        for (int i = 0; i < 1_000; i++) {
            SyncAssessment assessment = rounds.look();
            assertThat(assessment.promoted()).isTrue();
            assertThat(assessment.attachNewMaster()).isFalse();
            assertThat(assessment.attachReplicas()).isEmpty();
            assertThat(assessment.signals()).isEmpty();
        }
    }

    @Test
    void aNewMasterThatWasRestartedEmptyIsGivenUpAndNeverAttached() {
        rounds.caughtUp();
        rounds.newMaster = Info.of("7.0.15-fresh").with("run_id", "another").sight();

        SyncAssessment assessment = rounds.look();

        assertThat(assessment.attachNewMaster()).isFalse();
        assertThat(assessment.signals()).singleElement().isInstanceOfSatisfying(GaveUp.class, gaveUp -> assertThat(
                        gaveUp.reason().code())
                .isEqualTo("NEW_MASTER_RESTARTED"));
    }

    @Test
    void beforeTheFirstCatchUpARestartedNewMasterIsAttachedAgain() {
        rounds.newMaster = Info.of("7.0.15-fresh").sight();

        assertThat(rounds.look().attachNewMaster()).isTrue();
        rounds.newMaster = Info.of("7.0.15-fresh").with("loading", 1).sight();
        assertThat(rounds.look().attachNewMaster())
                .as("it takes no such command while it loads")
                .isFalse();
    }

    @Test
    void aReplicaThatWasRestartedIsAttachedAgainToTheNewMasterOnly() {
        rounds.caughtUp();
        rounds.replica = Info.of("7.0.15-fresh").sight();

        SyncAssessment assessment = rounds.look();

        assertThat(assessment.attachReplicas()).containsExactly(Samples.NEW_REPLICA);
        assertThat(assessment.attachNewMaster()).isFalse();
        assertThat(rounds.lookUntil(FellBehind.class, Duration.ofSeconds(2))
                        .reason()
                        .code())
                .isEqualTo("NEW_REPLICA_DETACHED");
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
    void refusedCommandsOfTheStreamMeanOtherData() {
        rounds.caughtUp();
        rounds.newMaster = Info.of("7.0.15-of-6.2.7-streaming")
                .with("unexpected_error_replies", 3)
                .sight();

        GaveUp gaveUp = rounds.lookUntil(GaveUp.class, Duration.ofSeconds(1));

        assertThat(gaveUp.reason().code()).isEqualTo("STREAM_REFUSED");
    }

    @Test
    void fullSynchronisationsThatFailOneAfterTheOtherAreGivenUp() {
        Info down = Info.of("7.0.15-of-6.2.7-streaming").with("master_link_status", "down");
        rounds.newMaster = down.sight();
        for (int begun = 1; begun <= LIMITS.fullSyncs(); begun++) {
            rounds.oldMaster =
                    Info.of("6.2.7-master-full-sync").with("sync_full", begun).sight();
            assertThat(rounds.look().signals()).noneMatch(GaveUp.class::isInstance);
        }
        rounds.oldMaster = Info.of("6.2.7-master-full-sync")
                .with("sync_full", LIMITS.fullSyncs() + 1)
                .sight();

        GaveUp gaveUp = rounds.lookUntil(GaveUp.class, Duration.ofSeconds(1));

        assertThat(gaveUp.reason().code()).isEqualTo("TOO_MANY_FULL_SYNCS");
    }

    @Test
    void aLinkThatNeverComesUpIsGivenUpWithinAMinute() {
        rounds.oldMaster = Info.of("6.2.7-master-alone").sight();
        rounds.newMaster = Info.of("7.0.15-of-6.2.7-streaming")
                .with("master_link_status", "down")
                .sight();

        GaveUp gaveUp = rounds.lookUntil(GaveUp.class, LIMITS.linkless().plusSeconds(1));

        assertThat(gaveUp.reason()).extracting(Reason::code).isEqualTo("LINK_DOWN");
    }

    @Test
    void aRefusedNewMasterThatTriesOverAndOverIsNoFullSynchronisation() {
        rounds.oldMaster = Info.of("6.2.7-master-alone").sight();
        Info trying = Info.of("7.0.15-of-6.2.7-full-sync");
        rounds.newMaster = trying.sight();
        for (int round = 0; round < 119; round++) {
            rounds.newMaster = trying.with("master_sync_in_progress", round % 2).sight();
            assertThat(codes(rounds.look())).containsExactly("LINK_DOWN");
        }

        assertThat(rounds.lookUntil(GaveUp.class, Duration.ofSeconds(2))
                        .reason()
                        .code())
                .isEqualTo("LINK_DOWN");
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

    @Test
    void dataAloneIsNotCaughtUp() {
        rounds.carriedOver = CarriedOver.NOT_YET;
        assertThat(codes(rounds.look())).containsExactly("PRECHECK_PENDING", "USERS_DIFFER", "SCRIPTS_MISSING");

        rounds.carriedOver = new CarriedOver(
                CarriedOver.ALL.checks(),
                CarriedOver.ALL.users(),
                new CarriedOver.Scripts(List.of("new-replica"), List.of()));
        SyncAssessment withoutScripts = rounds.look();
        assertThat(withoutScripts.troubles().get(0).message()).contains("new-replica");
        assertThat(withoutScripts.signals()).noneMatch(CaughtUp.class::isInstance);

        Finding warning = new Finding("COMMAND_CHANGED", Severity.WARN, "STRALGO is gone.", "Use LCS.");
        rounds.carriedOver = new CarriedOver(
                new CarriedOver.Checks(true, List.of(warning)), CarriedOver.ALL.users(), CarriedOver.ALL.scripts());
        assertThat(rounds.lookUntil(CaughtUp.class, Duration.ofSeconds(1)).findings())
                .containsExactly(warning);
    }

    @Test
    void usersThatChangeWhileItWaitsAreToldOnlyIfTheyStayDifferent() {
        rounds.caughtUp();
        rounds.carriedOver = new CarriedOver(
                CarriedOver.ALL.checks(),
                new CarriedOver.Users(List.of("new-master"), null, List.of()),
                CarriedOver.ALL.scripts());
        assertThat(rounds.look().signals()).noneMatch(FellBehind.class::isInstance);

        assertThat(rounds.lookUntil(FellBehind.class, Duration.ofSeconds(5))
                        .reason()
                        .code())
                .isEqualTo("USERS_DIFFER");
    }

    @Test
    void whatBlocksEndsTheSynchronisationWithWhatToDo() {
        rounds.carriedOver = new CarriedOver(
                new CarriedOver.Checks(
                        true, List.of(new Finding("MODULES_MISSING", Severity.BLOCK, "No search.", "Unload it."))),
                CarriedOver.ALL.users(),
                CarriedOver.ALL.scripts());
        GaveUp gaveUp = rounds.lookUntil(GaveUp.class, Duration.ofSeconds(1));

        assertThat(gaveUp.reason().code()).isEqualTo("PRECHECK_BLOCKS");
        assertThat(gaveUp.reason().message()).contains("MODULES_MISSING", "No search.", "Unload it.");
    }

    @Test
    void usersThatANewNodeRefusesEndTheSynchronisation() {
        rounds.carriedOver = new CarriedOver(
                CarriedOver.ALL.checks(),
                new CarriedOver.Users(List.of(), "It knows no %R~r:*.", List.of()),
                CarriedOver.ALL.scripts());

        assertThat(rounds.lookUntil(GaveUp.class, Duration.ofSeconds(1))
                        .reason()
                        .code())
                .isEqualTo("USERS_REFUSED");
    }

    private static String line(long offset, int lag) {
        return "ip=127.0.0.1,port=47015,state=online,offset=" + offset + ",lag=" + lag;
    }

    private static List<String> codes(SyncAssessment assessment) {
        return assessment.troubles().stream().map(Reason::code).toList();
    }
}
