package io.baton.resource.node.application;

import io.baton.resource.node.model.Node;
import io.baton.resource.node.model.NodePlan.Draft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The nodes as they are written down. Every replica of this service sees the same. */
public interface Nodes {

    /**
     * Writes nodes down, with ids and free ports, before anything is started. A second time it gives those of the first.
     *
     * @param upgradeId null for the first nodes of an instance
     * @throws NodeFailure if there is no free port
     */
    List<Node> plan(String instanceId, String upgradeId, List<Draft> drafts);

    /** All nodes of an instance, those of its upgrades too. */
    List<Node> ofInstance(String instanceId);

    List<Node> ofUpgrade(String upgradeId);

    Optional<Node> find(String nodeId);

    /** The nodes to look after: wanted, and beyond the work that planned them. */
    List<Node> supervised();

    /** Replaces an engine's settings. */
    void settings(String nodeId, Map<String, String> settings);

    void durable(String nodeId, boolean durable);

    /** Nothing is left of it. */
    void forget(String nodeId);

    /**
     * Does something while no other replica of this service does anything with this node; waits for its turn.
     *
     * @return empty if there is no such node
     */
    <T> Optional<T> locked(String nodeId, Function<Node, T> action);

    /** As {@link #locked}, but empty at once where another one has it. */
    <T> Optional<T> ifUnlocked(String nodeId, Function<Node, T> action);
}
