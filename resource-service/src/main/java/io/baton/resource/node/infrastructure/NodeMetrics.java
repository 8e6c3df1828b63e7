package io.baton.resource.node.infrastructure;

import io.baton.resource.node.model.NodeKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What this service tells Prometheus about nodes. */
@ApplicationScoped
public class NodeMetrics {
    private final MeterRegistry registry;
    private final NodeRows rows;
    private final MultiGauge counts;
    private final AtomicInteger refused;

    NodeMetrics(MeterRegistry registry, NodeRows rows) {
        this.registry = registry;
        this.rows = rows;
        this.counts = MultiGauge.builder("baton.nodes")
                .description("Nodes by kind and state")
                .register(registry);
        this.refused = registry.gauge("baton.node.refused.restart", new AtomicInteger());
    }

    /** Nodes that don't run and that nobody may start: somebody has to look. */
    void refused(int nodes) {
        refused.set(nodes);
    }

    void restarted(NodeKind kind) {
        registry.counter("baton.node.restarts", "kind", kind.name()).increment();
    }

    void count() {
        List<Row<?>> gauges = new ArrayList<>();
        for (Object[] group : groups()) {
            Tags tags = Tags.of("kind", group[0].toString(), "state", group[1].toString());
            gauges.add(Row.of(tags, (Number) group[2]));
        }
        counts.register(gauges, true);
    }

    private List<Object[]> groups() {
        return QuarkusTransaction.requiringNew().call(() -> rows.getEntityManager()
                .createQuery("select n.kind, n.stage, count(n) from NodeRow n group by n.kind, n.stage", Object[].class)
                .getResultList());
    }
}
