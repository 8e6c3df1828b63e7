package io.baton.local;

import java.time.Duration;

/** Hears what becomes of the parts of a stack. Called from several threads. */
public interface StackListener {

    /** Hears nothing. */
    StackListener SILENT = new StackListener() {};

    /** The part waits for others, or is being started. */
    default void starting(String part) {}

    /** It ran before this launcher, which now looks after it. */
    default void adopted(String part) {}

    /** It serves. */
    default void ready(String part, int port, Duration took) {}

    /** It ended, or did not start, and is started again after the pause. */
    default void died(String part, String how, Duration pause) {}

    default void stopping(String part) {}

    default void stopped(String part) {}
}
