package io.baton.proxy.session;

import java.util.List;

/** What a command does to the session at the engine, once the engine has said that it did. */
public sealed interface SessionEffect {

    /** AUTH succeeded. {@code user} is null for the form with a password only. */
    record Authenticated(byte[] user, byte[] password) implements SessionEffect {

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Authenticated[***]";
        }
    }

    /** HELLO succeeded; parts that the client left out are null (protocol: 0). */
    record Greeted(int protocol, Authenticated authentication, byte[] name) implements SessionEffect {}

    /** SELECT succeeded. */
    record Selected(String database) implements SessionEffect {}

    /** CLIENT SETNAME succeeded. */
    record Named(byte[] name) implements SessionEffect {}

    /** CLIENT SETINFO succeeded. {@code attribute} is upper case. */
    record Described(String attribute, byte[] value) implements SessionEffect {}

    /** CLIENT NO-EVICT or NO-TOUCH succeeded. */
    record Flagged(String flag, boolean on) implements SessionEffect {}

    /** CLIENT TRACKING succeeded. {@code words} is the command that turned it on, or null if it is off. */
    record Tracked(List<byte[]> words, boolean redirected) implements SessionEffect {}

    /** MONITOR succeeded. */
    record Monitoring() implements SessionEffect {}

    /** RESET succeeded. */
    record WasReset() implements SessionEffect {}
}
