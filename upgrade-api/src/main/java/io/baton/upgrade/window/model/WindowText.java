package io.baton.upgrade.window.model;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A maintenance window as users write it: {@code 03:00}, {@code 04:00}, {@code Europe/Berlin}, {@code MONDAY}. */
public final class WindowText {

    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
    private static final DateTimeFormatter HOURS_AND_MINUTES = DateTimeFormatter.ofPattern("HH:mm");

    private WindowText() {}

    /**
     * @param days may be null: every day
     * @throws InvalidWindowException says which part is wrong and what is allowed
     */
    public static MaintenanceWindow parse(String start, String end, String zone, List<String> days) {
        return new MaintenanceWindow(time("start", start), time("end", end), zone(zone), days(days));
    }

    public static String time(LocalTime time) {
        return HOURS_AND_MINUTES.format(time);
    }

    private static LocalTime time(String field, String text) {
        if (text == null) {
            throw new InvalidWindowException(field, "A maintenance window needs " + field + ", as HH:mm.");
        }
        if (!TIME.matcher(text).matches()) {
            throw new InvalidWindowException(
                    field, "'" + text + "' is not a time of day as HH:mm, from 00:00 to 23:59.");
        }
        return LocalTime.parse(text);
    }

    private static ZoneId zone(String text) {
        if (text == null) {
            throw new InvalidWindowException(
                    "zone", "A maintenance window needs a zone, an IANA name such as Europe/Berlin or UTC.");
        }
        if (!ZoneId.getAvailableZoneIds().contains(text)) {
            throw new InvalidWindowException(
                    "zone",
                    "There is no time zone '" + text + "'; allowed are IANA names such as Europe/Berlin or UTC.");
        }
        return ZoneId.of(text);
    }

    private static Set<DayOfWeek> days(List<String> names) {
        if (names == null) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        names.forEach(name -> days.add(day(name)));
        return days;
    }

    private static DayOfWeek day(String name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> name != null && day.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidWindowException("days", "'" + name + "' is not a day; days are MONDAY to SUNDAY."));
    }
}
