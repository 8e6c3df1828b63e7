package io.baton.proxy.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a command does to the session at the engine, once the engine has said that it did: what it sets, how it is repeated
 * on another connection, and what it takes to remember it.
 */
public sealed interface SessionEffect {

    /** What an effect sets; a later effect on the same part takes the place of a former one. */
    record Part(String name) {
        static final Part USER = new Part("user");
        static final Part PROTOCOL = new Part("protocol");
        static final Part DATABASE = new Part("database");
        static final Part NAME = new Part("name");
        /** All of client-side caching; engines add up what several commands turn on. */
        static final Part TRACKING = new Part("tracking");
    }

    Set<Part> sets();

    /** The commands that have this effect on another connection, by the user who had it before. */
    List<RestoreCommand> repetition();

    /** Whether it sets what a new connection has anyway, so that nothing has to be said to restore it. */
    default boolean isOfNewConnections() {
        return false;
    }

    /** Bytes that are kept on the heap. */
    default long bytes() {
        return 0;
    }

    /** AUTH succeeded. {@code user} is null for the form with a password only. */
    record Authenticated(byte[] user, byte[] password) implements SessionEffect {

        @Override
        public Set<Part> sets() {
            return Set.of(Part.USER);
        }

        @Override
        public List<RestoreCommand> repetition() {
            List<byte[]> words = command("AUTH");
            if (user != null) {
                words.add(user);
            }
            words.add(password);
            return List.of(RestoreCommand.required(words));
        }

        @Override
        public long bytes() {
            return length(user) + length(password);
        }

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Authenticated[***]";
        }
    }

    /**
     * HELLO succeeded. It is repeated as it was said: whoever may say HELLO need not be allowed AUTH, CLIENT or anything else.
     *
     * @param protocol 2 or 3
     * @param authentication who logged in with it, or null
     * @param name the name that it gave the connection, or null; empty: it took the name away
     */
    record Greeted(int protocol, Authenticated authentication, byte[] name) implements SessionEffect {

        @Override
        public boolean isOfNewConnections() {
            return protocol == 2 && authentication == null && (name == null || name.length == 0);
        }

        @Override
        public Set<Part> sets() {
            if (authentication == null) {
                return name == null ? Set.of(Part.PROTOCOL) : Set.of(Part.PROTOCOL, Part.NAME);
            }
            return name == null ? Set.of(Part.PROTOCOL, Part.USER) : Set.of(Part.PROTOCOL, Part.USER, Part.NAME);
        }

        @Override
        public List<RestoreCommand> repetition() {
            List<byte[]> words = command("HELLO", Integer.toString(protocol));
            if (authentication != null) {
                words.addAll(command("AUTH"));
                words.add(authentication.user());
                words.add(authentication.password());
            }
            if (name != null) {
                words.addAll(command("SETNAME"));
                words.add(name);
            }
            return List.of(RestoreCommand.required(words));
        }

        @Override
        public long bytes() {
            return length(name) + (authentication == null ? 0 : authentication.bytes());
        }
    }

    /** SELECT succeeded. */
    record Selected(String database) implements SessionEffect {

        @Override
        public boolean isOfNewConnections() {
            return database.equals("0");
        }

        @Override
        public Set<Part> sets() {
            return Set.of(Part.DATABASE);
        }

        @Override
        public List<RestoreCommand> repetition() {
            return List.of(RestoreCommand.required(command("SELECT", database)));
        }
    }

    /** CLIENT SETNAME succeeded. */
    record Named(byte[] name) implements SessionEffect {

        @Override
        public boolean isOfNewConnections() {
            return name.length == 0;
        }

        @Override
        public Set<Part> sets() {
            return Set.of(Part.NAME);
        }

        @Override
        public List<RestoreCommand> repetition() {
            List<byte[]> words = command("CLIENT", "SETNAME");
            words.add(name);
            return List.of(RestoreCommand.required(words));
        }

        @Override
        public long bytes() {
            return length(name);
        }
    }

    /** CLIENT SETINFO succeeded. {@code attribute} is upper case. */
    record Described(String attribute, byte[] value) implements SessionEffect {

        @Override
        public Set<Part> sets() {
            return Set.of(new Part("SETINFO " + attribute));
        }

        @Override
        public List<RestoreCommand> repetition() {
            List<byte[]> words = command("CLIENT", "SETINFO", attribute);
            words.add(value);
            return List.of(RestoreCommand.optional(words));
        }

        @Override
        public long bytes() {
            return length(value);
        }
    }

    /** CLIENT NO-EVICT or NO-TOUCH succeeded. */
    record Flagged(String flag, boolean on) implements SessionEffect {

        @Override
        public boolean isOfNewConnections() {
            return !on;
        }

        @Override
        public Set<Part> sets() {
            return Set.of(new Part(flag));
        }

        @Override
        public List<RestoreCommand> repetition() {
            return List.of(RestoreCommand.optional(command("CLIENT", flag, on ? "ON" : "OFF")));
        }
    }

    /**
     * CLIENT TRACKING succeeded. {@code words} is the command that turned it on, or null if it is off. Several that turn it on
     * add up: prefixes of broadcasts are collected, and the other options are those of the last one.
     */
    record Tracked(List<byte[]> words, boolean redirected) implements SessionEffect {

        boolean on() {
            return words != null;
        }

        @Override
        public boolean isOfNewConnections() {
            return !on();
        }

        @Override
        public Set<Part> sets() {
            return Set.of(Part.TRACKING);
        }

        @Override
        public List<RestoreCommand> repetition() {
            return List.of(RestoreCommand.required(on() ? words : command("CLIENT", "TRACKING", "OFF")));
        }

        /** Equal for the same command, letter by letter. */
        String text() {
            StringBuilder text = new StringBuilder();
            words.forEach(word -> text.append(word.length).append(':').append(new String(word, ISO_8859_1)));
            return text.toString();
        }

        @Override
        public long bytes() {
            return on()
                    ? words.stream().mapToLong(word -> EACH_WORD + word.length).sum()
                    : 0;
        }
    }

    /** MONITOR succeeded. */
    record Monitoring() implements SessionEffect {

        @Override
        public Set<Part> sets() {
            return Set.of();
        }

        /** It is begun when the connection serves the client, and not before: it shows what others do. */
        @Override
        public List<RestoreCommand> repetition() {
            return List.of();
        }
    }

    /** RESET succeeded. */
    record WasReset() implements SessionEffect {

        @Override
        public Set<Part> sets() {
            return Set.of();
        }

        /** Another connection is opened instead: fresh, as this one is then. */
        @Override
        public List<RestoreCommand> repetition() {
            return List.of();
        }
    }

    /** The object that holds a word. */
    int EACH_WORD = 24;

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static List<byte[]> command(String... words) {
        List<byte[]> list = new ArrayList<>();
        for (String word : words) {
            list.add(word.getBytes(US_ASCII));
        }
        return list;
    }
}
