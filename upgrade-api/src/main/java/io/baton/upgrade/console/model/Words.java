package io.baton.upgrade.console.model;

import io.baton.contracts.EngineBuild;
import io.baton.engine.Edition;
import io.baton.upgrade.window.model.MaintenanceWindow;
import io.baton.upgrade.window.model.Opening;
import io.baton.upgrade.window.model.WindowText;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.stream.Collectors;

/** Quantities and times as the pages write them. */
public final class Words {

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.UK);
    private static final DateTimeFormatter WEEKDAY_AND_TIME =
            DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.UK);
    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};
    private static final int KILO = 1000;
    private static final int SECONDS_A_MINUTE = 60;
    private static final int MINUTES_AN_HOUR = 60;
    private static final int HOURS_A_DAY = 24;
    private static final double FEW = 10;

    private Words() {}

    /** In decimal units, as the rule of 10 MB is: 850 B, 1.2 kB, 24 MB. */
    public static String bytes(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= KILO && unit < UNITS.length - 1) {
            value /= KILO;
            unit++;
        }
        return (value < FEW ? String.format(Locale.ROOT, "%.1f ", value) : Math.round(value) + " ") + UNITS[unit];
    }

    /** 0.85 ms, 13.6 ms. */
    public static String millis(double millis) {
        return String.format(Locale.ROOT, millis < FEW ? "%.2f ms" : "%.1f ms", millis);
    }

    /** 840 ms, 3.2 s, 12 s, 3 min 20 s, 5 h 12 min, 2 d 3 h. */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        long minutes = duration.toMinutes();
        long hours = duration.toHours();
        if (seconds < 1) {
            return duration.toMillis() + " ms";
        }
        if (seconds < FEW) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / (double) KILO);
        }
        if (minutes < 1) {
            return seconds + " s";
        }
        if (hours < 1) {
            return two(minutes, "min", seconds % SECONDS_A_MINUTE, "s");
        }
        return hours < HOURS_A_DAY
                ? two(hours, "h", minutes % MINUTES_AN_HOUR, "min")
                : two(hours / HOURS_A_DAY, "d", hours % HOURS_A_DAY, "h");
    }

    /** How far off an instant is: in 3 h 12 min, now, 5 s ago. */
    public static String distance(Instant instant, Instant now) {
        Duration ahead = Duration.between(now, instant);
        if (ahead.abs().toSeconds() < 1) {
            return "now";
        }
        long seconds = ahead.abs().toSeconds();
        String words = seconds < FEW ? seconds + " s" : duration(Duration.ofSeconds(seconds));
        return ahead.isNegative() ? words + " ago" : "in " + words;
    }

    /** 22 Nov 2026, 23:41:05 UTC. */
    public static String instant(Instant instant, ZoneId zone) {
        ZonedDateTime local = instant.atZone(zone);
        return DAY_AND_TIME.format(local) + " " + zoneName(local);
    }

    /** Mon 23 Nov, 03:00 to 04:00 UTC. */
    public static String opening(Opening opening, ZoneId zone) {
        ZonedDateTime opens = opening.opensAt().atZone(zone);
        ZonedDateTime closes = opening.closesAt().atZone(zone);
        return WEEKDAY_AND_TIME.format(opens) + " to " + WindowText.time(closes.toLocalTime()) + " " + zoneName(closes);
    }

    /** 03:00 to 04:00, every day, Europe/Berlin. */
    public static String window(MaintenanceWindow window) {
        String days = window.days().size() == DayOfWeek.values().length
                ? "every day"
                : window.days().stream()
                        .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.UK))
                        .collect(Collectors.joining(", "));
        return WindowText.time(window.start()) + " to " + WindowText.time(window.end()) + ", " + days + ", "
                + window.zone().getId();
    }

    /** Redis 6.2.7. */
    public static String engine(EngineBuild build) {
        return Edition.parse(build.edition()).title() + " " + build.version();
    }

    /** 1 replica, 3 replicas. */
    public static String count(long number, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", number, one, number == 1 ? "" : "s");
    }

    private static String zoneName(ZonedDateTime local) {
        String id = local.getZone().getId();
        if (id.equals("Z")) {
            return "UTC";
        }
        return id.contains("/") ? DateTimeFormatter.ofPattern("zzz", Locale.UK).format(local) : id;
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
