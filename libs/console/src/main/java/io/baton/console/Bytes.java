package io.baton.console;

import java.util.Locale;

/** Sizes as people read them. */
public final class Bytes {

    private Bytes() {}

    public static String text(long bytes) {
        if (bytes < 1 << 10) {
            return bytes + " B";
        }
        if (bytes < 1 << 20) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1024.0);
        }
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0);
    }
}
