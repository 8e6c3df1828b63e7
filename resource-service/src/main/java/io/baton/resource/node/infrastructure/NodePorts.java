package io.baton.resource.node.infrastructure;

import io.baton.resource.node.application.NodeFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Free ports out of the configured range: neither written down for another node nor taken on this machine. */
@ApplicationScoped
public class NodePorts {
    private final EntityManager database;
    private final ResourceSettings settings;
    private final PortRange range;

    NodePorts(EntityManager database, ResourceSettings settings) {
        this.database = database;
        this.settings = settings;
        this.range = settings.nodePorts();
    }

    /** Until the transaction ends nobody else chooses. */
    void lock() {
        database.createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtext(current_schema() || '.node_port')) as text)")
                .getSingleResult();
    }

    /** @throws NodeFailure if there is none */
    int next() {
        Set<Integer> taken = new HashSet<>(taken());
        for (int attempt = 0; attempt < range.size(); attempt++) {
            int port = range.port(turn());
            if (!taken.contains(port) && PortRange.free(settings.nodeHost(), port)) {
                return port;
            }
        }
        throw new NodeFailure("NO_FREE_PORT", "There is no free port in " + range + ".");
    }

    private long turn() {
        return ((Number) database.createNativeQuery("select nextval('node_port')")
                        .getSingleResult())
                .longValue();
    }

    /** Hibernate flushes what this transaction has planned before it asks. */
    @SuppressWarnings("unchecked")
    private List<Integer> taken() {
        return database.createNativeQuery(
                        "select port from node union select control_port from node where control_port is not null",
                        Integer.class)
                .getResultList();
    }
}
