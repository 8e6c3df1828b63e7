package io.baton.upgrade.queue.model;

/**
 * That work waits for its turn, or has it.
 *
 * @param host where the work is done: the address of the instance's endpoint
 */
public record Turn(Work work, boolean taken, String host) {

    public Turn {
        host = host == null ? "" : host;
    }

    public static Turn awaited(Work work, String host) {
        return new Turn(work, false, host);
    }

    public static Turn taken(Work work, String host) {
        return new Turn(work, true, host);
    }
}
