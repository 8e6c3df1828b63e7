package io.baton.sync.replication.model;

import static io.baton.sync.replication.model.Samples.ALLOCATED;
import static io.baton.sync.replication.model.Samples.CANCELLED;
import static io.baton.sync.replication.model.Samples.CAUGHT_UP;
import static io.baton.sync.replication.model.Samples.CHANGED;
import static io.baton.sync.replication.model.Samples.FAILED;
import static io.baton.sync.replication.model.Samples.FELL_BEHIND;
import static io.baton.sync.replication.model.Samples.FULL_SYNC;
import static io.baton.sync.replication.model.Samples.GAVE_UP;
import static io.baton.sync.replication.model.Samples.HALF;
import static io.baton.sync.replication.model.Samples.RECORDED;
import static io.baton.sync.replication.model.Samples.RESTORED;
import static io.baton.sync.replication.model.Samples.SWITCHED;
import static io.baton.sync.replication.model.Samples.UPGRADE;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.UpgradeEvent.SyncCaughtUp;
import io.baton.contracts.UpgradeEvent.SyncFellBehind;
import io.baton.saga.kit.SagaTable;
import io.baton.saga.kit.Scenario;
import io.baton.saga.kit.ScenarioKit;
import io.baton.saga.model.Decision.Applied;
import io.baton.saga.model.Due;
import io.baton.saga.model.Next;
import io.baton.sync.replication.model.SyncSignals.CaughtUp;
import io.baton.sync.replication.model.SyncSignals.OriginalSettingsRecorded;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SyncSagaTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @TestFactory
    Stream<DynamicTest> everyStoryEnds() {
        return new ScenarioKit<>(
                        SyncSaga.SYNC,
                        UPGRADE,
                        Samples.INSTANCE,
                        Set.of(SyncPhase.STOPPED),
                        List.of(
                                Scenario.of(
                                                "upgraded",
                                                ALLOCATED,
                                                RECORDED,
                                                FULL_SYNC,
                                                HALF,
                                                CHANGED,
                                                CAUGHT_UP,
                                                FELL_BEHIND,
                                                CAUGHT_UP,
                                                SWITCHED,
                                                RESTORED)
                                        .whereAnyEndIsFine(),
                                Scenario.of("cancelled before there were nodes", CANCELLED, ALLOCATED, RESTORED)
                                        .whereAnyEndIsFine(),
                                Scenario.of("failed before there were nodes", FAILED),
                                cancelled("before anything was changed", ALLOCATED),
                                cancelled("in the full synchronisation", ALLOCATED, RECORDED, HALF),
                                cancelled("when caught up", ALLOCATED, RECORDED, CAUGHT_UP),
                                Scenario.of("failed elsewhere", ALLOCATED, RECORDED, FAILED, RESTORED)
                                        .whereAnyEndIsFine(),
                                Scenario.of("gave up", ALLOCATED, RECORDED, GAVE_UP, FAILED, RESTORED)
                                        .whereAnyEndIsFine(),
                                Scenario.of("gave up, and cancelled", ALLOCATED, RECORDED, GAVE_UP, CANCELLED, RESTORED)
                                        .whereAnyEndIsFine(),
                                Scenario.of(
                                                "gave up while a grant was out that had been used",
                                                ALLOCATED,
                                                RECORDED,
                                                CAUGHT_UP,
                                                GAVE_UP,
                                                SWITCHED,
                                                RESTORED)
                                        .whereAnyEndIsFine(),
                                Scenario.of("too slow", ALLOCATED, RECORDED, new Due(), FAILED, RESTORED)
                                        .whereAnyEndIsFine(),
                                Scenario.of("never restored", ALLOCATED, RECORDED, CANCELLED, new Due(), RESTORED)
                                        .whereAnyEndIsFine()))
                .tests();
    }

    private static Scenario cancelled(String when, Object... before) {
        Object[] inputs =
                Stream.concat(Stream.of(before), Stream.of(CANCELLED, RESTORED)).toArray();
        return Scenario.of("cancelled " + when, inputs).whereAnyEndIsFine();
    }

    @Test
    void theDocumentedTableIsTheCode() throws IOException {
        new SagaTable(SyncSaga.SYNC).mustStandIn("docs/saga.md");
    }

    @Test
    void theSequenceRisesWithEveryChangeAndRepeatsSayNothing() {
        Next<SyncState> first = decide(Samples.syncing(), CAUGHT_UP);
        Next<SyncState> again = decide(first.state(), CAUGHT_UP);
        Next<SyncState> behind = decide(again.state(), FELL_BEHIND);
        Next<SyncState> behindAgain = decide(behind.state(), FELL_BEHIND);
        Next<SyncState> second = decide(behindAgain.state(), CAUGHT_UP);

        assertThat(first.events()).hasSize(1).first().isInstanceOfSatisfying(SyncCaughtUp.class, event -> assertThat(
                        event.sequence())
                .isEqualTo(1));
        assertThat(again.events()).isEmpty();
        assertThat(behind.events()).hasSize(1).first().isInstanceOfSatisfying(SyncFellBehind.class, event -> assertThat(
                        event.sequence())
                .isEqualTo(2));
        assertThat(behindAgain.events()).isEmpty();
        assertThat(second.events()).hasSize(1).first().isInstanceOfSatisfying(SyncCaughtUp.class, event -> assertThat(
                        event.sequence())
                .isEqualTo(3));
    }

    @Test
    void originalSettingsAreRecordedOnlyOnce() {
        SyncState recorded = Samples.syncing();

        SyncState again =
                decide(recorded, new OriginalSettingsRecorded(List.of(), 9)).state();

        assertThat(again.settings()).isEqualTo(recorded.settings());
    }

    @Test
    void whatIsPutBackIsWhatUsersHaveSetLast() {
        SyncState changed = decide(Samples.syncing(), CHANGED).state();

        assertThat(changed.settingsOf(changed.nodes().oldMaster()).settings())
                .containsExactly(new TemporarySetting("repl-backlog-size", "2097152", "67108864"));
    }

    @Test
    void progressIsToldAtMostOnceASecond() {
        SyncState told = decide(Samples.syncing(), HALF).state();

        assertThat(decide(told, HALF, NOON.plusMillis(999)).events()).isEmpty();
        assertThat(decide(told, HALF, NOON.plusMillis(1000)).events()).hasSize(1);
    }

    @Test
    void theDeadlineIsForTheFirstCatchUpOnly() {
        SyncState syncing =
                decide(SyncState.awaiting(UPGRADE, Samples.INSTANCE), ALLOCATED).state();
        assertThat(syncing.dueAt()).isEqualTo(NOON.plus(Duration.ofHours(24)));

        assertThat(decide(syncing, CAUGHT_UP).state().dueAt()).isNull();
    }

    @Test
    void aRestartedReplicaThatCaughtUpAgainIsRememberedWithoutAWord() {
        SyncState caughtUp = decide(Samples.syncing(), CAUGHT_UP).state();

        Next<SyncState> next = decide(caughtUp, new CaughtUp(0, "run-2", List.of()));

        assertThat(next.events()).isEmpty();
        assertThat(next.state().catchUp().newMasterRunId()).isEqualTo("run-2");
    }

    private static Next<SyncState> decide(SyncState state, Object input) {
        return decide(state, input, NOON);
    }

    private static Next<SyncState> decide(SyncState state, Object input, Instant now) {
        return ((Applied<SyncState>) SyncSaga.SYNC.decide(state, input, now)).next();
    }
}
