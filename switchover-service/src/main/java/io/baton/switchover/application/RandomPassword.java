package io.baton.switchover.application;

import io.baton.engine.Secret;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A password that nobody is meant to know. */
final class RandomPassword {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 24;

    private RandomPassword() {}

    static Secret next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Secret.of(HexFormat.of().formatHex(bytes));
    }
}
