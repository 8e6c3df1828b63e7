package io.baton.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who makes the engine. The name of a constant is its name in the API, in the catalogue and in events. */
public enum Edition {
    REDIS("Redis", "redis-server"),
    VALKEY("Valkey", "valkey-server");

    private final String title;
    private final String binary;

    Edition(String title, String binary) {
        this.title = title;
        this.binary = binary;
    }

    /** @return the name to show to people, which is also how the engine's {@code --version} begins */
    public String title() {
        return title;
    }

    /** @return the file name of the server in a folder of builds */
    public String binary() {
        return binary;
    }

    /** @return the edition of that name, whatever its case; empty if there is none */
    public static Optional<Edition> find(String name) {
        String wanted = name == null ? "" : name.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(edition -> edition.name().equals(wanted))
                .findFirst();
    }

    /** @throws IllegalArgumentException if there is no such edition; the message lists those there are */
    public static Edition parse(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown edition '" + name + "'; known are " + Arrays.toString(values())));
    }
}
