package io.baton.proxy.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.baton.proxy.session.SessionEffect.Authenticated;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an engine knows about a connection, as its replies have confirmed it: all that has to be said again on another
 * connection to get the same session there. Secrets in it never leave this object but to an engine.
 */
public final class SessionState {

    /** The object that holds a word. */
    private static final int EACH_WORD = 24;

    private Authenticated authentication;
    private int protocol = 2;
    private String database = "0";
    private byte[] name;
    private final Map<String, byte[]> description = new LinkedHashMap<>();
    private final Map<String, Boolean> flags = new LinkedHashMap<>();
    private List<byte[]> tracking;
    private boolean trackingRedirected;
    private boolean monitoring;
    private final Subscriptions subscriptions = new Subscriptions();

    /** Takes note of an effect that the engine has confirmed. */
    public void apply(SessionEffect effect) {
        if (effect instanceof Authenticated authenticated) {
            authentication = authenticated;
        } else if (effect instanceof SessionEffect.Greeted greeted) {
            greet(greeted);
        } else if (effect instanceof SessionEffect.Selected selected) {
            database = selected.database();
        } else if (effect instanceof SessionEffect.Named named) {
            name = named.name().length == 0 ? null : named.name();
        } else if (effect instanceof SessionEffect.Described described) {
            description.put(described.attribute(), described.value());
        } else if (effect instanceof SessionEffect.Flagged flagged) {
            flags.put(flagged.flag(), flagged.on());
        } else if (effect instanceof SessionEffect.Tracked tracked) {
            tracking = tracked.words();
            trackingRedirected = tracked.redirected();
        } else if (effect instanceof SessionEffect.Monitoring) {
            monitoring = true;
        } else if (effect instanceof SessionEffect.WasReset) {
            reset();
        }
    }

    /** 2 or 3. */
    public int protocol() {
        return protocol;
    }

    public boolean monitoring() {
        return monitoring;
    }

    public boolean tracking() {
        return tracking != null;
    }

    /** Whether invalidations go to another connection, whose number another engine does not know. */
    public boolean trackingRedirected() {
        return tracking != null && trackingRedirected;
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    /** What it takes to remember all of this, in bytes, estimated. */
    public long bytes() {
        long bytes = subscriptions.bytes() + length(name);
        if (authentication != null) {
            bytes += length(authentication.user()) + length(authentication.password());
        }
        for (byte[] value : description.values()) {
            bytes += length(value);
        }
        if (tracking != null) {
            for (byte[] word : tracking) {
                bytes += EACH_WORD + length(word);
            }
        }
        return bytes;
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** The commands that restore all of this on a fresh connection, in order. */
    public List<RestoreCommand> restoration() {
        List<RestoreCommand> commands = new ArrayList<>();
        if (authentication != null) {
            commands.add(authentication(authentication));
        }
        if (protocol != 2) {
            commands.add(RestoreCommand.required(words("HELLO", Integer.toString(protocol))));
        }
        if (!"0".equals(database)) {
            commands.add(RestoreCommand.required(words("SELECT", database)));
        }
        if (name != null) {
            commands.add(named(name));
        }
        description.forEach((attribute, value) -> commands.add(described(attribute, value)));
        flags.forEach((flag, on) -> commands.add(flagged(flag, on)));
        if (tracking != null) {
            commands.add(RestoreCommand.required(tracking));
        }
        for (Subscriptions.Kind kind : Subscriptions.Kind.values()) {
            List<String> names = subscriptions.names(kind);
            if (!names.isEmpty()) {
                List<byte[]> words = words(kind.command());
                names.forEach(n -> words.add(n.getBytes(ISO_8859_1)));
                commands.add(RestoreCommand.subscribing(words));
            }
        }
        return commands;
    }

    /** The commands that repeat one effect on a connection that has all the others already. */
    public static List<RestoreCommand> repetition(SessionEffect effect) {
        List<RestoreCommand> commands = new ArrayList<>();
        if (effect instanceof Authenticated authenticated) {
            commands.add(authentication(authenticated));
        } else if (effect instanceof SessionEffect.Greeted greeted) {
            if (greeted.authentication() != null) {
                commands.add(authentication(greeted.authentication()));
            }
            if (greeted.protocol() != 0) {
                commands.add(RestoreCommand.required(words("HELLO", Integer.toString(greeted.protocol()))));
            }
            if (greeted.name() != null) {
                commands.add(named(greeted.name()));
            }
        } else if (effect instanceof SessionEffect.Selected selected) {
            commands.add(RestoreCommand.required(words("SELECT", selected.database())));
        } else if (effect instanceof SessionEffect.Named named) {
            commands.add(named(named.name()));
        } else if (effect instanceof SessionEffect.Described described) {
            commands.add(described(described.attribute(), described.value()));
        } else if (effect instanceof SessionEffect.Flagged flagged) {
            commands.add(flagged(flagged.flag(), flagged.on()));
        } else if (effect instanceof SessionEffect.Tracked tracked) {
            commands.add(RestoreCommand.required(
                    tracked.words() == null ? words("CLIENT", "TRACKING", "OFF") : tracked.words()));
        }
        return commands;
    }

    private void greet(SessionEffect.Greeted greeted) {
        if (greeted.protocol() != 0) {
            protocol = greeted.protocol();
        }
        if (greeted.authentication() != null) {
            authentication = greeted.authentication();
        }
        if (greeted.name() != null) {
            name = greeted.name().length == 0 ? null : greeted.name();
        }
    }

    private void reset() {
        authentication = null;
        protocol = 2;
        database = "0";
        name = null;
        flags.clear();
        tracking = null;
        monitoring = false;
        subscriptions.clear();
    }

    private static RestoreCommand authentication(Authenticated authenticated) {
        List<byte[]> words = words("AUTH");
        if (authenticated.user() != null) {
            words.add(authenticated.user());
        }
        words.add(authenticated.password());
        return RestoreCommand.required(words);
    }

    private static RestoreCommand named(byte[] name) {
        List<byte[]> words = words("CLIENT", "SETNAME");
        words.add(name);
        return RestoreCommand.required(words);
    }

    private static RestoreCommand described(String attribute, byte[] value) {
        List<byte[]> words = words("CLIENT", "SETINFO", attribute);
        words.add(value);
        return RestoreCommand.optional(words);
    }

    private static RestoreCommand flagged(String flag, boolean on) {
        return RestoreCommand.optional(words("CLIENT", flag, on ? "ON" : "OFF"));
    }

    private static List<byte[]> words(String... words) {
        List<byte[]> list = new ArrayList<>();
        for (String word : words) {
            list.add(word.getBytes(US_ASCII));
        }
        return list;
    }
}
