package io.baton.upgrade.queue.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whose turn is next. Switches come first, as users chose their moment; otherwise who has waited for longest.
 *
 * <p>On a small host a switch and the start of nodes keep out of each other's way: a start takes all processors for some
 * seconds, and clients that are held would wait for them. Both wait for the other for a minute at most, so that neither a
 * crowd of switches nor a crowd of starts keeps the other from ever being done.
 */
public final class TurnOrder {

    /** What was started longer ago than this has its processes up: it takes little more than any other instance. */
    static final Duration STARTED_AFTER = Duration.ofSeconds(15);

    /** How long a start waits for switches, and a switch for starts. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /**
     * One that waits or has its turn.
     *
     * @param since when it began to wait, or got its turn
     */
    public record Entry(String saga, String sagaId, String instanceId, Turn turn, Instant since) {}

    private final Collection<Entry> entries;
    private final TurnLimits limits;
    private final Instant now;

    private TurnOrder(Collection<Entry> entries, TurnLimits limits, Instant now) {
        this.entries = entries;
        this.limits = limits;
        this.now = now;
    }

    /**
     * The one that may begin now, if any may.
     *
     * @param entries all that have their turn, and of each kind of work and host those that have waited for longest; in the
     *     order in which they came
     */
    public static Optional<Entry> next(Collection<Entry> entries, TurnLimits limits, Instant now) {
        TurnOrder order = new TurnOrder(entries, limits, now);
        return entries.stream()
                .filter(entry -> !entry.turn().taken())
                .filter(order::mayBegin)
                .min(Comparator.comparing(entry -> entry.turn().work() != Work.SWITCH));
    }

    private boolean mayBegin(Entry entry) {
        Turn turn = entry.turn();
        TurnLimits.Limit limit = limits.of(turn.work());
        return count(other -> other.turn().equals(Turn.taken(turn.work(), turn.host()))) < limit.perHost()
                && count(other -> other.turn().taken() && other.turn().work() == turn.work()) < limit.inAll()
                && (!limits.switchesAlone() || keepsOutOfTheWay(entry));
    }

    private boolean keepsOutOfTheWay(Entry entry) {
        return entry.turn().work() == Work.SWITCH
                ? olderThan(PATIENCE, entry) || count(other -> isStarting(other) && sameHost(other, entry)) == 0
                : count(other -> isFreshSwitch(other) && sameHost(other, entry)) == 0;
    }

    private boolean isStarting(Entry other) {
        return other.turn().taken() && other.turn().work() != Work.SWITCH && !olderThan(STARTED_AFTER, other);
    }

    private boolean isFreshSwitch(Entry other) {
        return other.turn().work() == Work.SWITCH && !olderThan(PATIENCE, other);
    }

    private boolean olderThan(Duration age, Entry entry) {
        return !entry.since().plus(age).isAfter(now);
    }

    private static boolean sameHost(Entry one, Entry other) {
        return one.turn().host().equals(other.turn().host());
    }

    private long count(Predicate<Entry> those) {
        return entries.stream().filter(those).count();
    }
}
