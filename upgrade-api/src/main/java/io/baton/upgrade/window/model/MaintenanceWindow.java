package io.baton.upgrade.window.model;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The time of day at which an instance may be switched, as its user's clock shows it.
 *
 * <p>It may cross midnight: the day is the one on which it begins. Where the clocks change:
 * <ul>
 *   <li>A beginning that the clocks skip moves behind the gap, by the gap's length, and the window keeps its length.
 *   <li>An end that they skip moves behind the gap likewise.
 *   <li>Of a time that the clocks show twice, the first one counts.
 * </ul>
 *
 * @param start local time at which it opens
 * @param end local time at which it closes; not after the start means the next day
 * @param zone whose clock
 * @param days the days on which it begins
 */
public record MaintenanceWindow(LocalTime start, LocalTime end, ZoneId zone, Set<DayOfWeek> days) {

    public static final Duration SHORTEST = Duration.ofMinutes(30);
    /** From the day before yesterday, whose window may still be open, to the same day of next week. */
    private static final int DAYS_LOOKED_AT = 11;

    public MaintenanceWindow {
        if (start.equals(end)) {
            throw new InvalidWindowException("end", "A maintenance window can't end when it starts, at " + start + ".");
        }
        if (days.isEmpty()) {
            throw new InvalidWindowException(
                    "days", "A maintenance window needs a day; leave days out for a window on every day.");
        }
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
        Duration length = length(start, end);
        if (length.compareTo(SHORTEST) < 0) {
            throw new InvalidWindowException(
                    "end",
                    "The maintenance window is " + length.toMinutes() + " minutes long; it has to be at least "
                            + SHORTEST.toMinutes() + ".");
        }
    }

    /** A window that is open at these times of each day. */
    public static MaintenanceWindow daily(LocalTime start, LocalTime end, ZoneId zone) {
        return new MaintenanceWindow(start, end, zone, EnumSet.allOf(DayOfWeek.class));
    }

    /** How long it is open, on a day without a change of the clocks. */
    public Duration length() {
        return length(start, end);
    }

    /** The interval in which it is open at the instant, or the next one in which it will be. */
    public Opening nextOpening(Instant instant) {
        LocalDate first = instant.atZone(zone).toLocalDate().minusDays(2);
        for (int day = 0; day <= DAYS_LOOKED_AT; day++) {
            LocalDate date = first.plusDays(day);
            if (days.contains(date.getDayOfWeek())) {
                Opening opening = openingOn(date);
                if (opening.closesAt().isAfter(instant)) {
                    return opening;
                }
            }
        }
        throw new IllegalStateException("no opening of " + this + " after " + instant);
    }

    private Opening openingOn(LocalDate date) {
        LocalDateTime begins = date.atTime(start);
        Instant opensAt = ZonedDateTime.of(begins, zone).toInstant();
        if (zone.getRules().getValidOffsets(begins).isEmpty()) {
            return new Opening(opensAt, opensAt.plus(length(start, end)));
        }
        LocalDateTime ends = (end.isAfter(start) ? date : date.plusDays(1)).atTime(end);
        return new Opening(opensAt, ZonedDateTime.of(ends, zone).toInstant());
    }

    private static Duration length(LocalTime start, LocalTime end) {
        Duration sameDay = Duration.between(start, end);
        return sameDay.isNegative() ? sameDay.plusDays(1) : sameDay;
    }
}
