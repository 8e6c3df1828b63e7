package io.baton.proxy.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.baton.proxy.resp.CommandKind;
import io.baton.proxy.resp.Resp;
import io.baton.proxy.session.SessionEffect.Authenticated;
import java.util.List;
import java.util.Optional;

/** Reads from a command what it will do to the session if the engine agrees. */
public final class SessionCommands {

    private SessionCommands() {}

    /** Empty if the command changes nothing that has to be restored. */
    public static Optional<SessionEffect> effectOf(CommandKind kind, List<byte[]> words) {
        return Optional.ofNullable(
                switch (kind) {
                    case AUTH -> auth(words);
                    case HELLO -> hello(words);
                    case SELECT -> words.size() == 2 ? new SessionEffect.Selected(text(words.get(1))) : null;
                    case CLIENT -> client(words);
                    case MONITOR -> new SessionEffect.Monitoring();
                    case RESET -> new SessionEffect.WasReset();
                    default -> null;
                });
    }

    /** ON, OFF or SKIP, if the command is CLIENT REPLY. */
    public static Optional<String> replyMode(List<byte[]> words) {
        return words.size() == 3 && "REPLY".equals(Resp.option(words.get(1)))
                ? Optional.of(Resp.option(words.get(2)))
                : Optional.empty();
    }

    private static SessionEffect auth(List<byte[]> words) {
        return switch (words.size()) {
            case 2 -> new Authenticated(null, words.get(1));
            case 3 -> new Authenticated(words.get(1), words.get(2));
            default -> null;
        };
    }

    private static SessionEffect hello(List<byte[]> words) {
        if (words.size() < 2) {
            return null;
        }
        // Engines read a number, so 03 is a 3 too.
        int protocol = text(words.get(1)).matches("\\+?0*3") ? 3 : 2;
        Authenticated authentication = null;
        byte[] name = null;
        int at = 2;
        while (at < words.size()) {
            String option = Resp.option(words.get(at));
            if ("AUTH".equals(option) && at + 2 < words.size()) {
                authentication = new Authenticated(words.get(at + 1), words.get(at + 2));
                at += 3;
            } else if ("SETNAME".equals(option) && at + 1 < words.size()) {
                name = words.get(at + 1);
                at += 2;
            } else {
                at++;
            }
        }
        return new SessionEffect.Greeted(protocol, authentication, name);
    }

    private static SessionEffect client(List<byte[]> words) {
        if (words.size() < 3) {
            return null;
        }
        String subcommand = Resp.option(words.get(1));
        boolean on = "ON".equals(Resp.option(words.get(2)));
        return switch (subcommand) {
            case "SETNAME" -> new SessionEffect.Named(words.get(2));
            case "SETINFO" ->
                words.size() == 4 ? new SessionEffect.Described(Resp.option(words.get(2)), words.get(3)) : null;
            case "NO-EVICT", "NO-TOUCH" -> new SessionEffect.Flagged(subcommand, on);
            case "TRACKING" ->
                new SessionEffect.Tracked(
                        on ? words : null, words.stream().map(Resp::option).anyMatch("REDIRECT"::equals));
            default -> null;
        };
    }

    private static String text(byte[] word) {
        return new String(word, ISO_8859_1);
    }
}
