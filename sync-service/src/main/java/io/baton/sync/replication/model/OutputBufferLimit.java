package io.baton.sync.replication.model;

import java.util.List;

/**
 * How much a master keeps for a replica that doesn't read, before it cuts the link; 0 is without a limit.
 *
 * @param hard bytes
 * @param soft bytes, if exceeded for longer than {@code softSeconds}
 */
record OutputBufferLimit(long hard, long soft, long softSeconds) {
    static final String SETTING = "client-output-buffer-limit";

    /** The name of the class that every version understands. */
    private static final String CLASS = "slave";

    /** Reads the class of the replicas from the value of the whole setting. */
    static OutputBufferLimit ofReplicas(String value) {
        List<String> words = List.of(value.strip().split("\\s+"));
        for (int i = 0; i + 3 < words.size(); i += 4) {
            if (words.get(i).equals(CLASS) || words.get(i).equals("replica")) {
                return new OutputBufferLimit(
                        Long.parseLong(words.get(i + 1)),
                        Long.parseLong(words.get(i + 2)),
                        Long.parseLong(words.get(i + 3)));
            }
        }
        throw new IllegalArgumentException("no limit for replicas in '" + value + "'");
    }

    /** At least this hard, and no soft limit: a busy master exceeds any soft limit for a minute. */
    OutputBufferLimit raisedTo(long bytes) {
        return new OutputBufferLimit(hard == 0 ? 0 : Math.max(hard, bytes), 0, 0);
    }

    String setting() {
        return CLASS + " " + hard + " " + soft + " " + softSeconds;
    }
}
