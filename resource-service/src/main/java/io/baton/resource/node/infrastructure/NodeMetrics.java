package io.baton.resource.node.infrastructure;

import io.baton.resource.node.model.NodeKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What this service tells Prometheus about nodes. */
@ApplicationScoped
public class NodeMetrics {
    private final MeterRegistry registry;
    private final NodeRows rows;
    private final MultiGauge counts;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile Map<NodeKind, Long> down = Map.of();

    NodeMetrics(MeterRegistry registry, NodeRows rows) {
        this.registry = registry;
        this.rows = rows;
        this.counts = MultiGauge.builder("baton.nodes")
                .description("Nodes by kind and state")
                .register(registry);
        Gauge.builder("baton.node.refused.restart", refused, AtomicInteger::get)
                .description("Nodes that don't run and that nobody may start")
                .register(registry);
        for (NodeKind kind : NodeKind.values()) {
            Gauge.builder("baton.nodes.down", () -> down.getOrDefault(kind, 0L))
                    .description("Nodes that should run and did not when they were last looked at")
                    .tag("kind", kind.name())
                    .register(registry);
            restarts(kind);
        }
    }

    private Counter restarts(NodeKind kind) {
        return Counter.builder("baton.node.restarts")
                .description("Nodes that were started again")
                .tag("kind", kind.name())
                .register(registry);
    }

    /** @param kinds of the nodes that don't run, one each */
    void down(Collection<NodeKind> kinds) {
        down = kinds.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** Nodes that don't run and that nobody may start: somebody has to look. */
    void refused(int nodes) {
        refused.set(nodes);
    }

    void restarted(NodeKind kind) {
        restarts(kind).increment();
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
