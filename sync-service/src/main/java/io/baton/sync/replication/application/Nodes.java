package io.baton.sync.replication.application;

import io.baton.contracts.EngineNode;
import io.baton.engine.Secret;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineException;
import io.baton.sync.replication.model.NodeSight;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The engines of one synchronisation, each over one connection that is kept, and made again when it was lost. Not for use
 * by several threads. What engines refuse and fail at comes as {@link EngineException}.
 */
public interface Nodes extends AutoCloseable {

    /** Opens the nodes of synchronisations. */
    interface Access {

        /** @param credentialRef name under which the nodes' password is stored, or null where there is none */
        Nodes open(String credentialRef);
    }

    /**
     * The node's connection, for what has no word of its own here.
     *
     * @throws EngineException if there is none
     */
    EngineClient engine(EngineNode node);

    /** @return with which nodes and proxies enter; empty where there is none */
    Optional<Secret> password();

    /** Looks at a node: one request, one answer. Never fails. */
    NodeSight look(EngineNode node);

    /** @return the settings that the patterns find, by name */
    Map<String, String> settings(EngineNode node, Collection<String> patterns);

    void set(EngineNode node, Map<String, String> settings);

    /** Lets a node write its settings down for its next start; one that has no file to write them to says so in the log. */
    void writeDown(EngineNode node);

    /**
     * Makes a node replicate from another one. Whatever data it has is replaced.
     *
     * @param lastCheck runs when the connection stands, right before the command is sent; nothing is sent if it throws
     */
    void replicate(EngineNode replica, EngineNode master, Runnable lastCheck);

    /** Cuts every client connection of a node but the own one: what others still had under way never arrives. */
    void disconnectOthers(EngineNode node);

    /** Makes a node stop replicating. It keeps its data. */
    void detach(EngineNode node);

    @Override
    void close();
}
