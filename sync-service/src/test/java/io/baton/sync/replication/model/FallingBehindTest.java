package io.baton.sync.replication.model;

import static io.baton.sync.replication.model.Rounds.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.sync.replication.model.NodeSight.Unseen;
import io.baton.sync.replication.model.SyncSignals.CaughtUp;
import io.baton.sync.replication.model.SyncSignals.FellBehind;
import io.baton.sync.replication.model.SyncSignals.GaveUp;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What makes a synchronisation that was caught up fall behind, and what does not. */
class FallingBehindTest {
    private static final Unseen SILENT = new Unseen("did not answer");
    private static final String NEW_RUN =
            Info.of("7.0.15-of-6.2.7-streaming").sight().runId();

    private final Rounds rounds = new Rounds();

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

    /** Before 6.2 the fence demotes it, and it lets go of its replicas; whoever raised it may have died and be long in coming back. */
    @Test
    void anOldMasterThatASwitchHasDemotedIsWaitedFor() {
        rounds.caughtUp();
        rounds.oldMaster = Info.of("6.2.7-master-alone")
                .with("role", "slave")
                .with("master_host", "127.0.0.1")
                .with("master_port", 0)
                .sight();
        rounds.newMaster = Info.of("7.0.15-of-6.2.7-streaming")
                .with("master_link_status", "down")
                .sight();

        assertThat(rounds.lookUntil(FellBehind.class, Duration.ofSeconds(2))
                        .reason()
                        .code())
                .isEqualTo("OLD_MASTER_FENCED");
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
}
