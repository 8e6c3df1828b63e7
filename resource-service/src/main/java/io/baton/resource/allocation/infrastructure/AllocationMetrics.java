package io.baton.resource.allocation.infrastructure;

import io.baton.resource.allocation.model.AllocationPhase;
import io.baton.resource.allocation.model.AllocationSignal;
import io.baton.resource.allocation.model.AllocationSignal.AllocationGaveUp;
import io.baton.resource.allocation.model.AllocationSignal.NodesGone;
import io.baton.resource.allocation.model.AllocationSignal.NodesReady;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** How long nodes took to come and to go. */
@Startup
@ApplicationScoped
class AllocationMetrics {
    private static final Duration[] DURATIONS = {
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15)
    };

    private final MeterRegistry metrics;

    AllocationMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        work(AllocationPhase.ALLOCATING, NodesReady.class);
        work(AllocationPhase.ALLOCATING, AllocationGaveUp.class);
        work(AllocationPhase.RETIRING, NodesGone.class);
        work(AllocationPhase.RELEASING, NodesGone.class);
    }

    void worked(AllocationPhase phase, AllocationSignal found, Duration took) {
        work(phase, found.getClass()).record(took);
    }

    private Timer work(AllocationPhase phase, Class<? extends AllocationSignal> outcome) {
        return Timer.builder("baton.allocation.work")
                .description("How long the nodes of an upgrade took to come, and to go")
                .tags("phase", phase.name(), "outcome", outcome.getSimpleName())
                .serviceLevelObjectives(DURATIONS)
                .register(metrics);
    }
}
