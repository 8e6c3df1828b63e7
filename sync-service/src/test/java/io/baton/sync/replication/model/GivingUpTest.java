package io.baton.sync.replication.model;

import static io.baton.sync.replication.model.Rounds.LIMITS;
import static io.baton.sync.replication.model.Rounds.codes;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.Reason;
import io.baton.sync.replication.model.NodeSight.Unseen;
import io.baton.sync.replication.model.SyncSignals.GaveUp;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What ends a synchronisation, and with which reason. */
class GivingUpTest {
    private final Rounds rounds = new Rounds();

    @Test
    void aNewMasterThatStaysSilentIsGivenUp() {
        rounds.newMaster = new Unseen("did not answer");

        GaveUp gaveUp = rounds.lookUntil(GaveUp.class, LIMITS.lost().plusSeconds(1));

        assertThat(gaveUp.reason().code()).isEqualTo("NEW_MASTER_UNREACHABLE");
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
}
