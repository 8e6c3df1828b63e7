package io.baton.proxy.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/**
 * One command that gives a connection a part of its session.
 *
 * @param words the command
 * @param required whether the session is not the same without it; descriptions for CLIENT LIST are not required
 * @param confirmations replies that it gets: one, but one a channel for a subscription
 */
public record RestoreCommand(List<byte[]> words, boolean required, int confirmations) {

    public RestoreCommand {
        words = List.copyOf(words);
    }

    static RestoreCommand required(List<byte[]> words) {
        return new RestoreCommand(words, true, 0);
    }

    static RestoreCommand optional(List<byte[]> words) {
        return new RestoreCommand(words, false, 0);
    }

    /** For (P|S)SUBSCRIBE and (P|S)UNSUBSCRIBE with names. */
    public static RestoreCommand subscribing(List<byte[]> words) {
        return new RestoreCommand(words, true, words.size() - 1);
    }

    /** The name of the command, the only part of it that may be shown. */
    public String name() {
        return new String(words.get(0), ISO_8859_1);
    }

    @Override
    public String toString() {
        return name();
    }
}
