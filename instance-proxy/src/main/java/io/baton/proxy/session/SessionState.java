package io.baton.proxy.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.baton.proxy.session.SessionEffect.Greeted;
import io.baton.proxy.session.SessionEffect.Monitoring;
import io.baton.proxy.session.SessionEffect.Tracked;
import io.baton.proxy.session.SessionEffect.WasReset;
import java.util.ArrayList;
import java.util.List;

/**
 * What an engine knows about a connection, as its replies have confirmed it: all that has to be said again on another
 * connection to get the same session there. Secrets in it never leave this object but to an engine.
 */
public final class SessionState {

    private final SessionHistory history = new SessionHistory();
    private final Subscriptions subscriptions = new Subscriptions();
    private int protocol = 2;
    private Tracked tracking = new Tracked(null, false);
    private boolean monitoring;

    /** Takes note of an effect that the engine has confirmed. */
    public void apply(SessionEffect effect) {
        if (effect instanceof WasReset) {
            reset();
        } else if (effect instanceof Monitoring) {
            monitoring = true;
        } else {
            history.add(effect);
            if (effect instanceof Greeted greeted) {
                protocol = greeted.protocol();
            } else if (effect instanceof Tracked tracked) {
                tracking = tracked;
            }
        }
    }

    /** 2 or 3. */
    public int protocol() {
        return protocol;
    }

    public boolean monitoring() {
        return monitoring;
    }

    /** Whether the client is pushed what it must no longer believe of its cache; in RESP2 nothing can be pushed to it. */
    public boolean hearsInvalidations() {
        return tracking.on() && !tracking.redirected() && protocol == 3;
    }

    /** Whether invalidations go to another connection, whose number another engine does not know. */
    public boolean trackingRedirected() {
        return tracking.on() && tracking.redirected();
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    /** What it takes to remember all of this, in bytes, estimated. */
    public long bytes() {
        return history.bytes() + subscriptions.bytes();
    }

    /** The commands that restore all of this on a fresh connection, in order. */
    public List<RestoreCommand> restoration() {
        List<RestoreCommand> commands = new ArrayList<>();
        history.all().forEach(effect -> commands.addAll(effect.repetition()));
        for (Subscriptions.Kind kind : Subscriptions.Kind.values()) {
            List<String> names = subscriptions.names(kind);
            if (!names.isEmpty()) {
                List<byte[]> words = new ArrayList<>(names.size() + 1);
                words.add(kind.command().getBytes(US_ASCII));
                names.forEach(name -> words.add(name.getBytes(ISO_8859_1)));
                commands.add(RestoreCommand.subscribing(words));
            }
        }
        return commands;
    }

    /** Who the client says that it is (CLIENT SETINFO) outlives a RESET; all else is as on a new connection. */
    private void reset() {
        history.retainDescriptions();
        subscriptions.clear();
        protocol = 2;
        tracking = new Tracked(null, false);
        monitoring = false;
    }
}
