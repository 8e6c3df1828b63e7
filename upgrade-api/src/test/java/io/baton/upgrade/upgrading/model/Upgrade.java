package io.baton.upgrade.upgrading.model;

import static io.baton.upgrade.upgrading.model.UpgradeSaga.UPGRADE;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.BatonEvent;
import io.baton.saga.model.Decision;
import io.baton.saga.model.Decision.Applied;
import io.baton.saga.model.Due;
import io.baton.saga.model.Next;
import io.baton.upgrade.Story;
import io.baton.upgrade.queue.model.TurnCame;
import io.baton.upgrade.upgrading.model.UpgradeSignals.Submitted;
import io.baton.upgrade.window.model.MaintenanceWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** One upgrade in a test, and its clock. */
public final class Upgrade {
    static final MaintenanceWindow NOON = window(12, 13);
    static final MaintenanceWindow LATER = window(16, 17);
    static final UpgradeLimits LIMITS = new UpgradeLimits(
            Duration.ofMinutes(10),
            Duration.ofHours(24),
            Duration.ofHours(1),
            7,
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10));
    public static final Story STORY = new Story("upg-1", "ins-1");

    private UpgradeState state = UPGRADE.born("upg-1", "ins-1");
    private Instant now;
    private Next<UpgradeState> last;
    private boolean crowded;

    private Upgrade(String start) {
        now = Instant.parse(start);
    }

    /** Nothing has happened yet, at a time of 2026-03-02. */
    static Upgrade at(String time) {
        return new Upgrade("2026-03-02T" + time + ":00Z");
    }

    static Submitted order(SwitchTime time) {
        return new Submitted(
                new UpgradePlan(UpgradeKind.MAJOR, Story.OLD, Story.NEW, Story.SPEC, "127.0.0.1"),
                time,
                NOON,
                LIMITS,
                List.of());
    }

    private static MaintenanceWindow window(int from, int to) {
        return MaintenanceWindow.daily(LocalTime.of(from, 0), LocalTime.of(to, 0), ZoneOffset.UTC);
    }

    /** Submitted and allocated, at a time of 2026-03-02. */
    public static Upgrade syncing(SwitchTime time, String at) {
        return at(at).take(order(time)).take(STORY.requested()).take(STORY.allocated());
    }

    /** From now on its turn comes only when a test says so; otherwise it comes at once. */
    Upgrade inACrowd() {
        crowded = true;
        return this;
    }

    public Upgrade take(Object input) {
        last = next(input);
        state = last.state();
        if (!crowded && state.turn() != null && !state.turn().taken()) {
            Next<UpgradeState> begun = next(new TurnCame());
            last = new Next<>(begun.state(), join(last.events(), begun.events()), join(last.tells(), begun.tells()));
            state = last.state();
        }
        return this;
    }

    private Next<UpgradeState> next(Object input) {
        Decision<UpgradeState> decision = UPGRADE.decide(state, input, now);
        assertThat(decision).as("%s in %s", input, state.phase()).isInstanceOf(Applied.class);
        return ((Applied<UpgradeState>) decision).next();
    }

    private static <T> List<T> join(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** Lets the time pass until the upgrade moves on by itself. */
    Upgrade due() {
        assertThat(state.dueAt()).as("dueAt in %s", state.phase()).isNotNull();
        now = state.dueAt();
        return take(new Due());
    }

    public Upgrade later(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    public UpgradeState state() {
        return state;
    }

    UpgradePhase phase() {
        return state.phase();
    }

    public Instant now() {
        return now;
    }

    List<BatonEvent> sent() {
        return last.events();
    }

    Next<UpgradeState> last() {
        return last;
    }
}
