package io.baton.resource.node.infrastructure.figures;

import io.baton.resource.node.application.Nodes;
import io.baton.resource.node.infrastructure.ProxyControls;
import io.baton.resource.node.model.Node;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Asks every supervised proxy for its figures, every few seconds, for Prometheus (ADR 16). */
@ApplicationScoped
public class ProxyFigures {

    /** So that one that is silent does not keep the others waiting. */
    private static final int SIDE_BY_SIDE = 4;

    private final Nodes nodes;
    private final ProxyControls controls;
    private final ProxyCollector collector;
    private final Map<String, ProxyWatch> watches = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE, task -> {
        Thread thread = new Thread(task, "proxy-figures");
        thread.setDaemon(true);
        return thread;
    });

    ProxyFigures(Nodes nodes, ProxyControls controls, PrometheusMeterRegistry registry) {
        this.nodes = nodes;
        this.controls = controls;
        this.collector = new ProxyCollector();
        collector.register(registry.getPrometheusRegistry());
    }

    void stop(@Observes ShutdownEvent event) {
        threads.shutdownNow();
    }

    @Scheduled(
            every = "${baton.resource.proxy-figures:5s}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void look() throws InterruptedException {
        Map<String, Node> proxies = nodes.supervised().stream()
                .filter(node -> !node.engine())
                .collect(Collectors.toMap(Node::id, node -> node));
        forgetAllBut(proxies);
        List<Callable<Void>> questions = proxies.values().stream()
                .map(proxy -> watches.computeIfAbsent(
                        proxy.id(), any -> new ProxyWatch(proxy, () -> controls.connect(proxy))))
                .<Callable<Void>>map(watch -> () -> {
                    watch.ask();
                    return null;
                })
                .toList();
        threads.invokeAll(questions);
        collector.show(watches.values().stream().map(ProxyWatch::said).toList());
    }

    private void forgetAllBut(Map<String, Node> proxies) {
        watches.values().removeIf(watch -> {
            boolean gone = !proxies.containsKey(watch.proxyId());
            if (gone) {
                watch.close();
            }
            return gone;
        });
    }
}
