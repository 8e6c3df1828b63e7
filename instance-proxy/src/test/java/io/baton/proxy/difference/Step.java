package io.baton.proxy.difference;

import java.util.List;

/** One step of a program. {@link Program#HERE} stands in it for what is the session's own. */
record Step(Point when, Act act) {

    /** What is done. */
    sealed interface Act {}

    /**
     * The client sends these bytes.
     *
     * @param kind what it is about, for the count of what was covered
     * @param bytes ISO 8859-1
     * @param takesItsTime whether the answer comes only after a time-out
     */
    record Say(String kind, String bytes, boolean takesItsTime) implements Act {
        @Override
        public String toString() {
            return "the client sends \""
                    + bytes.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n") + "\"";
        }
    }

    /** Other clients send this command, one in each database. */
    record Others(List<String> words) implements Act {
        @Override
        public String toString() {
            return "others send " + String.join(" ", words);
        }
    }

    /** The client closes its side of the connection. */
    record HalfClose() implements Act {
        @Override
        public String toString() {
            return "the client closes its side";
        }
    }

    @Override
    public String toString() {
        return String.format("%-14s %s", when, act);
    }
}
