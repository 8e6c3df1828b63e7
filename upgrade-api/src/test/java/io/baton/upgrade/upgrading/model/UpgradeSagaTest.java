package io.baton.upgrade.upgrading.model;

import static io.baton.upgrade.upgrading.model.UpgradeSaga.UPGRADE;

import io.baton.saga.kit.SagaTable;
import io.baton.saga.kit.Scenario;
import io.baton.saga.kit.ScenarioKit;
import io.baton.saga.model.Due;
import io.baton.upgrade.Story;
import io.baton.upgrade.queue.model.TurnCame;
import io.baton.upgrade.upgrading.model.UpgradeSignals.Cancel;
import io.baton.upgrade.upgrading.model.UpgradeSignals.Submitted;
import io.baton.upgrade.upgrading.model.UpgradeSignals.SwitchNow;
import io.baton.upgrade.upgrading.model.UpgradeSignals.WindowChanged;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The kit starts its clock on Monday, 2026-03-02 at 10:00 UTC; the window is open from 12:00 to 13:00. */
class UpgradeSagaTest {
    private static final Story STORY = new Story("upg-1", "ins-1");
    private static final Submitted NOW = Upgrade.order(SwitchTime.NOW);
    private static final Submitted WINDOW = Upgrade.order(SwitchTime.MAINTENANCE_WINDOW);
    private static final Due DUE = new Due();
    /** A saga that the kit has led astray moves on by its deadlines; one that has ended does not take them. */
    private static final Object[] DEADLINES =
            Stream.generate(() -> DUE).limit(40).toArray();

    @TestFactory
    Stream<DynamicTest> everyScenarioInEveryOrder() {
        return new ScenarioKit<>(
                        UPGRADE,
                        STORY.upgradeId(),
                        STORY.instanceId(),
                        Set.of(UpgradePhase.COMPLETED, UpgradePhase.CANCELLED, UpgradePhase.FAILED),
                        UpgradeSagaTest::turn,
                        scenarios())
                .tests();
    }

    @Test
    void isDocumented() throws IOException {
        new SagaTable(UPGRADE).mustStandIn("docs/saga.md");
    }

    private static List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        all.addAll(ends());
        all.addAll(cancels());
        all.addAll(failures());
        all.addAll(waits());
        all.addAll(deadlines());
        all.addAll(queues());
        return all;
    }

    /** Its turn comes at once, but in the scenarios that are about waiting for it. */
    private static Object turn(UpgradeState state) {
        return state.turn() != null && !state.turn().taken() ? new TurnCame() : null;
    }

    private static List<Scenario> queues() {
        TurnCame turn = new TurnCame();
        return List.of(
                Scenario.of("cancelled before its turn to begin", NOW, new Cancel(), STORY.stopped(), STORY.released()),
                Scenario.of(
                                "cancelled before its turn to switch; where the turn came first, the grant comes back",
                                NOW,
                                turn,
                                STORY.requested(),
                                STORY.allocated(),
                                STORY.caughtUp(1),
                                new Cancel(),
                                STORY.missed(1),
                                STORY.stopped(),
                                STORY.released())
                        .whereAnyEndIsFine(),
                astray(
                        "the window closes before its turn, the next one serves",
                        WINDOW,
                        turn,
                        STORY.requested(),
                        STORY.allocated(),
                        STORY.caughtUp(1),
                        DUE,
                        DUE,
                        DUE,
                        turn,
                        STORY.completed(1),
                        STORY.stopped(),
                        STORY.released()),
                astray(
                        "falls behind while it waits for its turn",
                        NOW,
                        turn,
                        STORY.requested(),
                        STORY.allocated(),
                        STORY.caughtUp(1),
                        STORY.fellBehind(2),
                        STORY.caughtUp(3),
                        turn,
                        STORY.completed(1),
                        STORY.stopped(),
                        STORY.released()));
    }

    private static List<Scenario> ends() {
        return List.of(
                Scenario.of(
                        "switch now",
                        NOW,
                        STORY.requested(),
                        STORY.allocated(),
                        STORY.progressed(40),
                        STORY.caughtUp(1),
                        STORY.completed(1),
                        STORY.stopped(),
                        STORY.released()),
                Scenario.of(
                        "the request is heard last",
                        NOW,
                        STORY.allocated(),
                        STORY.caughtUp(1),
                        STORY.completed(1),
                        STORY.released(),
                        STORY.stopped(),
                        STORY.requested()),
                astray(
                        "in the maintenance window",
                        WINDOW,
                        STORY.requested(),
                        STORY.allocated(),
                        STORY.caughtUp(1),
                        STORY.progressed(100),
                        DUE,
                        STORY.completed(1),
                        STORY.stopped(),
                        STORY.released()),
                astray(
                        "finishing takes long",
                        NOW,
                        STORY.requested(),
                        STORY.allocated(),
                        STORY.caughtUp(1),
                        STORY.completed(1),
                        DUE,
                        STORY.stopped(),
                        STORY.released()));
    }

    private static List<Scenario> cancels() {
        Object cancel = new Cancel();
        return List.of(
                Scenario.of("cancelled at once", NOW, cancel, STORY.stopped(), STORY.released()),
                Scenario.of(
                        "cancelled in ALLOCATING", NOW, STORY.requested(), cancel, STORY.stopped(), STORY.released()),
                Scenario.of(
                        "cancelled in SYNCING",
                        NOW,
                        STORY.requested(),
                        STORY.allocated(),
                        cancel,
                        STORY.released(),
                        STORY.stopped()),
                Scenario.of(
                        "cancelled in WAITING_FOR_WINDOW",
                        WINDOW,
                        STORY.requested(),
                        STORY.allocated(),
                        STORY.caughtUp(1),
                        cancel,
                        STORY.stopped(),
                        STORY.released()),
                astray(
                        "cancelled in SWITCHING, the grant comes back",
                        NOW,
                        STORY.requested(),
                        STORY.allocated(),
                        STORY.caughtUp(1),
                        STORY.progressed(100),
                        cancel,
                        STORY.missed(1),
                        DUE,
                        STORY.stopped(),
                        STORY.released()),
                astray(
                        "cancelled in SWITCHING, the switch wins",
                        NOW,
                        STORY.requested(),
                        STORY.allocated(),
                        STORY.caughtUp(1),
                        cancel,
                        STORY.completed(1),
                        STORY.stopped(),
                        STORY.released()));
    }

    private static List<Scenario> failures() {
        return List.of(
                Scenario.of(
                        "allocation fails",
                        NOW,
                        STORY.requested(),
                        STORY.allocationFailed(),
                        STORY.stopped(),
                        STORY.released()),
                Scenario.of(
                        "allocation fails before the request is heard",
                        NOW,
                        STORY.allocationFailed(),
                        STORY.stopped(),
                        STORY.released()),
                Scenario.of(
                        "sync fails before the request is heard",
                        NOW,
                        STORY.syncFailed(),
                        STORY.stopped(),
                        STORY.released()),
                Scenario.of(
                        "sync fails before the allocation is heard",
                        NOW,
                        STORY.requested(),
                        STORY.syncFailed(),
                        STORY.stopped(),
                        STORY.released()),
                Scenario.of(
                        "sync fails",
                        NOW,
                        STORY.requested(),
                        STORY.allocated(),
                        STORY.syncFailed(),
                        STORY.released(),
                        STORY.stopped()),
                Scenario.of(
                        "new nodes die in SYNCING",
                        NOW,
                        STORY.requested(),
                        STORY.allocated(),
                        STORY.allocationFailed(),
                        STORY.released(),
                        STORY.stopped()),
                Scenario.of(
                        "sync fails in WAITING_FOR_WINDOW",
                        WINDOW,
                        STORY.requested(),
                        STORY.allocated(),
                        STORY.caughtUp(1),
                        STORY.syncFailed(),
                        STORY.stopped(),
                        STORY.released()),
                Scenario.of(
                        "new nodes die in WAITING_FOR_WINDOW",
                        WINDOW,
                        STORY.requested(),
                        STORY.allocated(),
                        STORY.caughtUp(1),
                        STORY.allocationFailed(),
                        STORY.stopped(),
                        STORY.released()),
                Scenario.of(
                                "sync fails in SWITCHING, the grant comes back",
                                NOW,
                                STORY.requested(),
                                STORY.allocated(),
                                STORY.caughtUp(1),
                                STORY.syncFailed(),
                                STORY.missed(1),
                                STORY.stopped(),
                                STORY.released())
                        .whereAnyEndIsFine(),
                astray(
                        "new nodes die in SWITCHING, the switch wins",
                        NOW,
                        STORY.requested(),
                        STORY.allocated(),
                        STORY.caughtUp(1),
                        STORY.allocationFailed(),
                        STORY.completed(1),
                        STORY.stopped(),
                        STORY.released()));
    }

    private static List<Scenario> waits() {
        return List.of(
                astray(
                        "missed, then tried again",
                        NOW,
                        STORY.requested(),
                        STORY.allocated(),
                        STORY.caughtUp(1),
                        STORY.missed(1),
                        DUE,
                        STORY.completed(2),
                        STORY.stopped(),
                        STORY.released()),
                astray(
                        "fell behind while switching, missed, caught up",
                        NOW,
                        STORY.requested(),
                        STORY.allocated(),
                        STORY.caughtUp(1),
                        STORY.fellBehind(2),
                        STORY.missed(1),
                        STORY.caughtUp(3),
                        DUE,
                        STORY.caughtUp(4),
                        STORY.completed(2),
                        STORY.stopped(),
                        STORY.released()),
                astray(
                        "fell behind before the window opened",
                        WINDOW,
                        STORY.requested(),
                        STORY.allocated(),
                        STORY.caughtUp(1),
                        STORY.fellBehind(2),
                        STORY.caughtUp(3),
                        STORY.caughtUp(4),
                        DUE,
                        STORY.completed(1),
                        STORY.stopped(),
                        STORY.released()),
                astray(
                        "the user changes the mind about when, at every step",
                        WINDOW,
                        new WindowChanged(Upgrade.LATER),
                        new SwitchNow(),
                        STORY.requested(),
                        new WindowChanged(Upgrade.LATER),
                        new SwitchNow(),
                        STORY.allocated(),
                        new WindowChanged(Upgrade.LATER),
                        new SwitchNow(),
                        STORY.caughtUp(1),
                        new WindowChanged(Upgrade.LATER),
                        new SwitchNow(),
                        STORY.missed(1),
                        new WindowChanged(Upgrade.LATER),
                        new SwitchNow(),
                        STORY.completed(2),
                        STORY.stopped(),
                        STORY.released()),
                astray(
                        "waits for a window that moves",
                        WINDOW,
                        STORY.requested(),
                        STORY.allocated(),
                        STORY.caughtUp(1),
                        new WindowChanged(Upgrade.LATER),
                        DUE,
                        STORY.completed(1),
                        STORY.stopped(),
                        STORY.released()));
    }

    private static List<Scenario> deadlines() {
        return List.of(
                Scenario.of("not published in time", NOW, DUE, DUE, STORY.stopped(), STORY.released()),
                astray("not allocated in time", NOW, STORY.requested(), DUE, STORY.stopped(), DUE, STORY.released()),
                astray(
                        "not synchronised in time",
                        NOW,
                        STORY.requested(),
                        STORY.allocated(),
                        DUE,
                        STORY.stopped(),
                        STORY.released()),
                astray(
                        "the grant stays out, is asked back twice, and comes back",
                        NOW,
                        STORY.requested(),
                        STORY.allocated(),
                        STORY.caughtUp(1),
                        DUE,
                        DUE,
                        STORY.missed(1),
                        DUE,
                        STORY.completed(2),
                        STORY.stopped(),
                        STORY.released()),
                astray(
                        "cancelling takes long",
                        NOW,
                        STORY.requested(),
                        new Cancel(),
                        DUE,
                        STORY.stopped(),
                        STORY.released()));
    }

    private static Scenario astray(String name, Object... inputs) {
        Object[] all =
                Stream.concat(Arrays.stream(inputs), Arrays.stream(DEADLINES)).toArray();
        return Scenario.of(name, all).whereAnyEndIsFine();
    }
}
