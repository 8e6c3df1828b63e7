package io.baton.upgrade.console.model;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The lag as a line, in the units of a picture that is {@link #WIDTH} wide and {@link #HEIGHT} high.
 *
 * @param points of the line, as SVG writes them
 * @param area the same, closed at the bottom
 * @param limitY where the line of the switch condition is, or a negative number where it is above the picture
 * @param top what the upper edge stands for
 * @param words the same for those who don't see it
 */
public record LagChart(String points, String area, double limitY, String top, String span, String words) {

    public static final int WIDTH = 600;
    public static final int HEIGHT = 140;
    /** The switch needs less than this. */
    private static final long LIMIT = 10_000_000;

    private static final long SMALLEST_SCALE = 1_000;
    private static final double HEADROOM = 1.15;

    /** @return null where there are too few samples for a line */
    public static LagChart of(List<LagTrail.Sample> samples) {
        if (samples.size() < 2) {
            return null;
        }
        LagTrail.Sample first = samples.get(0);
        LagTrail.Sample last = samples.get(samples.size() - 1);
        long highest = samples.stream().mapToLong(LagTrail.Sample::bytes).max().orElseThrow();
        double scale = Math.max(SMALLEST_SCALE, highest * HEADROOM);
        double span = Math.max(1, Duration.between(first.at(), last.at()).toMillis());
        String points = samples.stream()
                .map(sample -> point(
                        WIDTH * Duration.between(first.at(), sample.at()).toMillis() / span, sample.bytes(), scale))
                .collect(Collectors.joining(" "));
        return new LagChart(
                points,
                "0," + HEIGHT + " " + points + " " + WIDTH + "," + HEIGHT,
                y(LIMIT, scale),
                Words.bytes((long) scale),
                Words.duration(Duration.between(first.at(), last.at())),
                "Lag over the last " + Words.duration(Duration.between(first.at(), last.at())) + ": now "
                        + Words.bytes(last.bytes()) + ", at most " + Words.bytes(highest)
                        + "; a switch needs less than " + Words.bytes(LIMIT) + ".");
    }

    public boolean limitSeen() {
        return limitY >= 0;
    }

    private static String point(double x, long bytes, double scale) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y(bytes, scale));
    }

    private static double y(long bytes, double scale) {
        return HEIGHT * (1 - bytes / scale);
    }
}
