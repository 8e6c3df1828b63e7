package io.baton.proxy.relay;

/**
 * A blocking command to be given up by the engine.
 *
 * @param connectionId the engine's number of the connection
 * @param withError whether with an error, because the command will be issued again; else as if it had timed out
 */
public record Unblocking(String connectionId, boolean withError) {}
