package io.baton.upgrade.webhook.model;

import io.baton.engine.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** A secret as Standard Webhooks writes it: {@code whsec_} and 24 to 64 bytes in Base64. */
public final class WebhookSecret {

    private static final String PREFIX = "whsec_";
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final int GENERATED_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private WebhookSecret() {}

    public static Secret generate() {
        byte[] key = new byte[GENERATED_BYTES];
        RANDOM.nextBytes(key);
        return Secret.of(PREFIX + Base64.getEncoder().encodeToString(key));
    }

    /** Reads a secret; empty where the text is none. */
    public static Optional<Secret> parse(String text) {
        try {
            Secret secret = Secret.of(text);
            int bytes = key(secret).length;
            return bytes >= FEWEST_BYTES && bytes <= MOST_BYTES ? Optional.of(secret) : Optional.empty();
        } catch (IllegalArgumentException noSecret) {
            return Optional.empty();
        }
    }

    /** The key to sign with. */
    public static byte[] key(Secret secret) {
        if (!secret.reveal().startsWith(PREFIX)) {
            throw new IllegalArgumentException("a webhook's secret begins with " + PREFIX);
        }
        return Base64.getDecoder().decode(secret.reveal().substring(PREFIX.length()));
    }
}
