package io.baton.resource.node.application;

import io.baton.contracts.Endpoint;
import io.baton.resource.node.model.DataOnDisk;
import io.baton.resource.node.model.Node;
import java.util.Map;

/** What runs nodes: local processes, and later containers or pods. Every call can be repeated. */
public interface NodeProvider {

    /**
     * Starts a node that doesn't run. Returns when its process exists, which is before it answers.
     *
     * @param master the engine that a replica follows or a proxy serves; null: none
     * @throws NodeFailure if it can't be started
     */
    void start(Node node, Endpoint master);

    /** Whether it runs, by whomever it was started. */
    boolean runs(Node node);

    /** Ends it in an orderly way; its data stays. */
    void stop(Node node);

    /** Ends it and deletes all that it has. */
    void remove(Node node);

    /** The release of the proxies that it starts. */
    String proxyRelease();

    /** What an engine would find if it were started. */
    DataOnDisk data(Node node);

    /** Makes settings outlast a restart of the engine. */
    void keep(Node node, Map<String, String> settings);

    /** The end of its log, for the one who has to find out why it doesn't run. */
    String lastWords(Node node);
}
