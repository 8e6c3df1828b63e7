package io.baton.engine.client;

import io.baton.engine.Secret;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;

/** Opens clients to whatever engine an upgrade is about. */
public final class EngineClients {

    private final Vertx vertx;

    /** @param vertx the application's; it outlives the clients and is not closed here */
    public EngineClients(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Connects, authenticates and asks the engine for its version.
     *
     * @param password the password of the default user; may be given to an engine that has none
     * @param timeout longest wait for the connection and, later, for the reply of every call
     * @throws EngineException if any of it fails; nothing stays open then
     * @throws IllegalStateException if called on an event loop
     */
    public EngineClient connect(EngineAddress address, Optional<Secret> password, Duration timeout) {
        EngineConnection connection = EngineConnection.open(vertx, address, password, timeout);
        try {
            return EngineClient.over(address, connection, timeout);
        } catch (RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }
}
