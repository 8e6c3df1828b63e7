package io.baton.upgrade.shared.model;

import java.security.SecureRandom;

/** Short ids that people can read out: no letter that looks like a digit. */
public final class Ids {

    private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    public static String instance() {
        return next("ins-");
    }

    public static String upgrade() {
        return next("upg-");
    }

    public static String webhook() {
        return next("whk-");
    }

    private static String next(String prefix) {
        StringBuilder id = new StringBuilder(prefix);
        for (int i = 0; i < LENGTH; i++) {
            id.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
