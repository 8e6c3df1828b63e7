package io.baton.sync.replication.model;

import java.util.ArrayList;
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

    private static final int WORDS_A_CLASS = 4;

    /** Reads the class of the replicas from the value of the whole setting. */
    static OutputBufferLimit ofReplicas(String value) {
        List<String> words = words(value);
        int at = replicas(words);
        return new OutputBufferLimit(
                Long.parseLong(words.get(at + 1)),
                Long.parseLong(words.get(at + 2)),
                Long.parseLong(words.get(at + 3)));
    }

    /** @return the value of the whole setting without the class of the replicas, as {@code CONFIG SET} takes it */
    static String ofOthers(String value) {
        List<String> words = words(value);
        words.subList(replicas(words), replicas(words) + WORDS_A_CLASS).clear();
        return String.join(" ", words);
    }

    /** @return the value of the whole setting, with the limit of the replicas that {@link #setting} has given */
    static String withReplicas(String value, String replicas) {
        return ofOthers(value) + " " + replicas;
    }

    private static List<String> words(String value) {
        return new ArrayList<>(List.of(value.strip().split("\\s+")));
    }

    private static int replicas(List<String> words) {
        for (int i = 0; i + WORDS_A_CLASS <= words.size(); i += WORDS_A_CLASS) {
            if (words.get(i).equals(CLASS) || words.get(i).equals("replica")) {
                return i;
            }
        }
        throw new IllegalArgumentException("no limit for replicas in '" + String.join(" ", words) + "'");
    }

    /** At least this hard, and no soft limit: a busy master exceeds any soft limit for a minute. */
    OutputBufferLimit raisedTo(long bytes) {
        return new OutputBufferLimit(hard == 0 ? 0 : Math.max(hard, bytes), 0, 0);
    }

    String setting() {
        return CLASS + " " + hard + " " + soft + " " + softSeconds;
    }
}
