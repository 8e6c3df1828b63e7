package io.baton.e2e.workload;

/** Counts that one client writes and others watch. */
final class Meter {

    private volatile long operations;
    private volatile long errors;
    private volatile long disconnects;
    private volatile long wrong;
    private volatile boolean connected;

    /** Only the client itself counts, so plain additions lose nothing. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void operation() {
        operations++;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void error() {
        errors++;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void wrong() {
        wrong++;
    }

    void connected() {
        connected = true;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void disconnected() {
        connected = false;
        disconnects++;
    }

    Totals totals() {
        return new Totals(operations, errors, disconnects, wrong, connected ? 1 : 0);
    }
}
