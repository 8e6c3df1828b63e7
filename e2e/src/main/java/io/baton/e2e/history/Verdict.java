package io.baton.e2e.history;

/**
 * What became of the writes of one or more clients.
 *
 * @param acknowledgedWrites writes that were answered with success
 * @param lostWrites of these, those that the data does not contain
 * @param doubledWrites writes that took effect more than once
 * @param wrongValues replies and values that no order of the writes explains
 * @param errors operations that were answered with an error, or attempts to connect that failed
 * @param disconnects connections that ended before their client ended them
 */
public record Verdict(
        long acknowledgedWrites, long lostWrites, long doubledWrites, long wrongValues, long errors, long disconnects) {

    public static final Verdict EMPTY = new Verdict(0, 0, 0, 0, 0, 0);

    public Verdict plus(Verdict other) {
        return new Verdict(
                acknowledgedWrites + other.acknowledgedWrites,
                lostWrites + other.lostWrites,
                doubledWrites + other.doubledWrites,
                wrongValues + other.wrongValues,
                errors + other.errors,
                disconnects + other.disconnects);
    }

    /** Whether the clients noticed nothing: nothing lost, doubled, wrong, failed or disconnected. */
    public boolean clean() {
        return harmless() && errors == 0 && disconnects == 0;
    }

    /** Whether the data is right, whatever the clients had to put up with. */
    public boolean harmless() {
        return lostWrites == 0 && doubledWrites == 0 && wrongValues == 0;
    }
}
