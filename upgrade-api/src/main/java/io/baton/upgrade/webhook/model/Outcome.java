package io.baton.upgrade.webhook.model;

/**
 * What came of an attempt.
 *
 * @param code HTTP status, or null where there was no answer
 * @param error what went wrong, in words that repeat nothing of the answer; null where nothing did
 */
public record Outcome(Integer code, String error) {

    private static final int SUCCESS = 200;
    private static final int NO_LONGER_SUCCESS = 300;

    /** An answer came; a redirect is none that counts, as it is not followed. */
    public static Outcome answered(int code) {
        return new Outcome(
                code,
                code >= SUCCESS && code < NO_LONGER_SUCCESS ? null : "The receiver answered " + code + ", not 2xx.");
    }

    public static Outcome failed(String error) {
        return new Outcome(null, error);
    }

    public boolean delivered() {
        return error == null;
    }
}
