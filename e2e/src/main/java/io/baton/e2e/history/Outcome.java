package io.baton.e2e.history;

/** What a client knows of one operation. */
public enum Outcome {
    /** Answered with success. */
    ACKNOWLEDGED,
    /** Answered with an error: it had no effect. */
    REFUSED,
    /** The connection ended before the answer: it may have had its effect or not. */
    UNANSWERED
}
