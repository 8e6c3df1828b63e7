package io.baton.e2e.history;

/**
 * What contradicts a history.
 *
 * @param lost acknowledged writes that the data does not contain
 * @param doubled writes that the data contains more often than they were sent
 * @param wrong replies and values that no order of the writes explains
 */
public record Findings(long lost, long doubled, long wrong) {

    public static final Findings NONE = new Findings(0, 0, 0);
    static final Findings ONE_LOST = new Findings(1, 0, 0);
    static final Findings ONE_WRONG = new Findings(0, 0, 1);

    public Findings plus(Findings other) {
        return new Findings(lost + other.lost, doubled + other.doubled, wrong + other.wrong);
    }

    public boolean none() {
        return equals(NONE);
    }
}
