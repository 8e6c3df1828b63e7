package io.baton.proxy.session;

import io.baton.proxy.resp.CommandKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The channels, patterns and shard channels that a session listens to. Names are bytes, kept as ISO 8859-1 text. */
public final class Subscriptions {

    /** The three kinds, each with its own pair of commands. */
    public enum Kind {
        CHANNEL("SUBSCRIBE"),
        PATTERN("PSUBSCRIBE"),
        SHARD("SSUBSCRIBE");

        private final String command;

        Kind(String command) {
            this.command = command;
        }

        /** The command that subscribes. */
        public String command() {
            return command;
        }

        /** The kind that a (un)subscribing command is about. */
        public static Kind of(CommandKind command) {
            return switch (command) {
                case SUBSCRIBE, UNSUBSCRIBE -> CHANNEL;
                case PSUBSCRIBE, PUNSUBSCRIBE -> PATTERN;
                case SSUBSCRIBE, SUNSUBSCRIBE -> SHARD;
                default -> throw new IllegalArgumentException(command + " is not about subscriptions");
            };
        }
    }

    /** The objects that hold a name. */
    private static final int EACH_NAME = 110;

    private long bytes;

    private final List<Set<String>> names =
            List.of(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());

    public void add(Kind kind, String name) {
        if (of(kind).add(name)) {
            bytes += cost(name);
        }
    }

    public void remove(Kind kind, String name) {
        if (of(kind).remove(name)) {
            bytes -= cost(name);
        }
    }

    /** Forgets all of one kind, as UNSUBSCRIBE without names does. */
    public void removeAll(Kind kind) {
        of(kind).forEach(name -> bytes -= cost(name));
        of(kind).clear();
    }

    public void clear() {
        names.forEach(Collection::clear);
        bytes = 0;
    }

    /** What it takes to remember them, in bytes, estimated. */
    public long bytes() {
        return bytes;
    }

    private static long cost(String name) {
        return EACH_NAME + name.length();
    }

    public boolean isEmpty() {
        return names.stream().allMatch(Collection::isEmpty);
    }

    public int count(Kind kind) {
        return of(kind).size();
    }

    /** In the order of subscription. */
    public List<String> names(Kind kind) {
        return new ArrayList<>(of(kind));
    }

    private Set<String> of(Kind kind) {
        return names.get(kind.ordinal());
    }
}
