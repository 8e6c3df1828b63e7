package io.baton.proxy.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Timeouts as clients spell them: what C's strtold reads, decimal or hexadecimal, with or without an exponent. A word that is
 * longer than any sensible number is not looked at, so that no word costs more than its own length.
 */
final class Timeout {

    private static final int LONGEST = 40;
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("[+-]?0[xX](\\p{XDigit}+\\.?\\p{XDigit}*|\\.\\p{XDigit}+)([pP][+-]?\\d{1,4})?");
    /** Engines refuse more: it would not fit into 64 bits of milliseconds. */
    private static final double MOST = 9e15;

    private Timeout() {}

    /** Empty if it is no number, or not one that an engine would wait for. */
    static OptionalDouble of(byte[] word) {
        if (word.length > LONGEST) {
            return OptionalDouble.empty();
        }
        String text = new String(word, ISO_8859_1);
        double value;
        if (DECIMAL.matcher(text).matches()) {
            value = Double.parseDouble(text);
        } else if (HEXADECIMAL.matcher(text).matches()) {
            // Java wants the exponent that C may do without.
            value = Double.parseDouble(text.toLowerCase(Locale.ROOT).contains("p") ? text : text + "p0");
        } else {
            return OptionalDouble.empty();
        }
        return Math.abs(value) <= MOST ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** Rounded up, and never down to 0, which would mean for ever. */
    static String text(double left, int decimals) {
        double unit = Math.pow(10, -decimals);
        double units = Math.max(1, Math.ceil(left / unit - 1e-6));
        return String.format(Locale.ROOT, "%." + decimals + "f", units * unit);
    }
}
