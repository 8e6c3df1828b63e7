package io.baton.e2e.workload;

/**
 * What the clients did so far.
 *
 * @param operations answered or failed
 * @param errors of these, failed
 * @param disconnects connections that broke
 * @param wrong answers that were wrong
 * @param connected clients that are connected now
 */
public record Totals(long operations, long errors, long disconnects, long wrong, int connected) {

    static final Totals NONE = new Totals(0, 0, 0, 0, 0);

    Totals plus(Totals other) {
        return new Totals(
                operations + other.operations,
                errors + other.errors,
                disconnects + other.disconnects,
                wrong + other.wrong,
                connected + other.connected);
    }
}
