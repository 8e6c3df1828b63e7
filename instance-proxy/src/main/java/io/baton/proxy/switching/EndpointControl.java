package io.baton.proxy.switching;

import java.util.function.Consumer;
import java.util.function.Function;

/** The endpoint's listening sockets, as far as they are commanded. Everything runs on the control's loop. */
public interface EndpointControl {

    /** Whether this proxy accepts clients. */
    boolean accepting();

    /** Whether a newer proxy accepts them. */
    boolean replaced();

    /** Whether this proxy ends as soon as its clients have gone. */
    boolean retiring();

    /**
     * Gets the sockets from an older proxy; without one, opens them.
     *
     * @param from where it hands over, or null for the configured place
     * @param adopt gets the older proxy's route (null if there is none) before a client is accepted; returns why it can't be
     *     obeyed, or null
     * @param done gets null when clients are accepted, or why the endpoint is served as before
     */
    void takeOver(String from, long epoch, Function<Route, String> adopt, Consumer<String> done);

    /** Ends the process when the time has come. */
    void retire();
}
