package io.baton.upgrade;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ports from the first to the last one, both included. */
public record PortRange(int first, int last) {

    private static final Pattern TEXT = Pattern.compile("\\s*(\\d{1,5})\\s*-\\s*(\\d{1,5})\\s*");
    private static final int HIGHEST = 65_535;

    public PortRange {
        if (first < 1 || last > HIGHEST || first > last) {
            throw new IllegalArgumentException(
                    "ports go from 1 to " + HIGHEST + ", the first not above the last, not " + first + "-" + last);
        }
    }

    /** @throws IllegalArgumentException if the text is not two ports such as {@code 21000-21999} */
    public static PortRange of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a range of ports such as 21000-21999");
        }
        return new PortRange(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }
}
