package io.baton.upgrade.queue.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.upgrade.queue.model.TurnLimits.Limit;
import io.baton.upgrade.queue.model.TurnOrder.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnOrderTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final TurnLimits SMALL = limits(2, true);
    private static final TurnLimits LARGE = limits(2, false);

    @Test
    void onlySoManyBeginAtOnceOnOneHost() {
        List<Entry> two = List.of(running("a", Work.CREATION, 60), running("b", Work.CREATION, 60));

        assertThat(next(LARGE, two, waiting("c", Work.CREATION, 1))).isNull();
        assertThat(next(LARGE, two, waiting("d", Work.SYNCHRONISATION, 1))).isEqualTo("d");
        assertThat(next(LARGE, two, new Entry("s", "e", "i", Turn.awaited(Work.CREATION, "other"), NOW)))
                .isEqualTo("e");
    }

    @Test
    void onlySoManyBeginAtOnceInAll() {
        List<Entry> three = new ArrayList<>();
        for (String host : List.of("h1", "h2", "h3")) {
            three.add(new Entry("s", host, "i", Turn.taken(Work.CREATION, host), NOW));
        }
        assertThat(next(LARGE, three, waiting("d", Work.CREATION, 1))).isNull();
    }

    @Test
    void switchesGoFirstAndOtherwiseWhoCameFirst() {
        List<Entry> none = List.of();
        assertThat(next(
                        LARGE,
                        none,
                        waiting("first", Work.CREATION, 9),
                        waiting("second", Work.SYNCHRONISATION, 8),
                        waiting("switch", Work.SWITCH, 1)))
                .isEqualTo("switch");
        assertThat(next(LARGE, none, waiting("first", Work.CREATION, 9), waiting("second", Work.SYNCHRONISATION, 8)))
                .isEqualTo("first");
    }

    @Test
    void onASmallHostNothingStartsWhileASwitchWaitsOrIsUnderWay() {
        assertThat(next(SMALL, List.of(running("s", Work.SWITCH, 5)), waiting("c", Work.CREATION, 1)))
                .isNull();
        assertThat(next(LARGE, List.of(running("s", Work.SWITCH, 5)), waiting("c", Work.CREATION, 1)))
                .isEqualTo("c");
        assertThat(next(
                        SMALL,
                        List.of(running("s", Work.SWITCH, 5)),
                        waiting("t", Work.SWITCH, 3),
                        waiting("c", Work.CREATION, 1)))
                .isNull();
    }

    @Test
    void onASmallHostASwitchWaitsForWhatHasJustBegun() {
        assertThat(next(SMALL, List.of(running("c", Work.CREATION, 14)), waiting("s", Work.SWITCH, 1)))
                .isNull();
        assertThat(next(SMALL, List.of(running("c", Work.SYNCHRONISATION, 15)), waiting("s", Work.SWITCH, 1)))
                .isEqualTo("s");
        assertThat(next(SMALL, List.of(running("c", Work.CREATION, 14)), waiting("s", Work.SWITCH, 60)))
                .as("a minute is enough")
                .isEqualTo("s");
    }

    @Test
    void aSwitchThatTakesLongHoldsUpNoStart() {
        assertThat(next(SMALL, List.of(running("s", Work.SWITCH, 60)), waiting("c", Work.CREATION, 1)))
                .isEqualTo("c");
    }

    /** Random crowds on a virtual clock: the limits hold at every step, and everybody's turn comes in bounded time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void inAnyCrowdTheLimitsHoldAndEverybodyGetsATurn(long seed) {
        Random random = new Random(seed);
        TurnLimits limits = random.nextBoolean() ? SMALL : LARGE;
        List<Entry> entries = new ArrayList<>();
        Map<String, Instant> ends = new HashMap<>();
        Map<Work, Duration> longest = new HashMap<>();
        Instant now = NOW;
        int came = 0;
        for (int second = 0; second < 4_000; second++) {
            now = now.plusSeconds(1);
            if (second < 2_000 && random.nextInt(12) == 0) {
                Work work = Work.values()[random.nextInt(Work.values().length)];
                entries.add(new Entry("s", "id-" + came++, "i", Turn.awaited(work, "host-" + random.nextInt(2)), now));
            }
            Instant tick = now;
            entries.removeIf(
                    entry -> entry.turn().taken() && !ends.get(entry.sagaId()).isAfter(tick));
            for (Entry entry = first(entries, limits, now); entry != null; entry = first(entries, limits, now)) {
                longest.merge(
                        entry.turn().work(),
                        Duration.between(entry.since(), now),
                        (one, other) -> one.compareTo(other) > 0 ? one : other);
                entries.remove(entry);
                entries.add(new Entry(
                        "s",
                        entry.sagaId(),
                        "i",
                        Turn.taken(entry.turn().work(), entry.turn().host()),
                        now));
                ends.put(entry.sagaId(), now.plusSeconds(1 + random.nextInt(10)));
                assertWithinLimits(entries, limits);
            }
        }
        assertThat(entries).as("seed %d: nobody is left", seed).isEmpty();
        assertThat(longest.values()).as("seed %d: %d came", seed, came).allMatch(wait -> wait.toMinutes() < 15);
    }

    private static void assertWithinLimits(List<Entry> entries, TurnLimits limits) {
        for (Work work : Work.values()) {
            List<Entry> taken = entries.stream()
                    .filter(entry -> entry.turn().taken() && entry.turn().work() == work)
                    .toList();
            assertThat(taken).hasSizeLessThanOrEqualTo(limits.of(work).inAll());
            assertThat(taken.stream()
                            .map(entry -> entry.turn().host())
                            .filter("host-0"::equals)
                            .count())
                    .isLessThanOrEqualTo(limits.of(work).perHost());
        }
    }

    private static Entry first(List<Entry> entries, TurnLimits limits, Instant now) {
        return TurnOrder.next(entries, limits, now).orElse(null);
    }

    private static String next(TurnLimits limits, List<Entry> running, Entry... waiting) {
        List<Entry> all = new ArrayList<>(running);
        all.addAll(List.of(waiting));
        Entry next = first(all, limits, NOW);
        return next == null ? null : next.sagaId();
    }

    private static Entry waiting(String id, Work work, long seconds) {
        return new Entry("s", id, "i", Turn.awaited(work, "host"), NOW.minusSeconds(seconds));
    }

    private static Entry running(String id, Work work, long seconds) {
        return new Entry("s", id, "i", Turn.taken(work, "host"), NOW.minusSeconds(seconds));
    }

    private static TurnLimits limits(int starts, boolean switchesAlone) {
        return new TurnLimits(
                Map.of(
                        Work.CREATION,
                        new Limit(starts, 3),
                        Work.SYNCHRONISATION,
                        new Limit(starts, 3),
                        Work.SWITCH,
                        new Limit(1, 2)),
                switchesAlone);
    }
}
