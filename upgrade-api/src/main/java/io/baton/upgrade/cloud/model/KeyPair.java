package io.baton.upgrade.cloud.model;

import io.baton.engine.Secret;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client of the cloud-compatible endpoint signs with.
 *
 * @param id travels with each request
 * @param secret never travels
 */
public record KeyPair(String id, Secret secret) {

    /** The secret is long enough that nobody can try them all. */
    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9_-]{4,64}):([!-~]{16,128})");

    /** @return the pair that was stored as {@code id:secret}; empty if the text is none */
    public static Optional<KeyPair> parse(Secret stored) {
        Matcher matcher = TEXT.matcher(stored.reveal().strip());
        return matcher.matches()
                ? Optional.of(new KeyPair(matcher.group(1), Secret.of(matcher.group(2))))
                : Optional.empty();
    }

    /** @throws IllegalArgumentException if they can't be a pair; the message does not repeat the secret */
    public static KeyPair of(String id, String secret) {
        return parse(Secret.of(id + ":" + secret))
                .orElseThrow(() -> new IllegalArgumentException("BATON_API_KEY_ID has 4 to 64 letters, digits, _ or -;"
                        + " BATON_API_KEY_SECRET has 16 to 128 printable characters without spaces"));
    }

    /** As it is stored. */
    public Secret asSecret() {
        return Secret.of(id + ":" + secret.reveal());
    }
}
