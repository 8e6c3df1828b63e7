package io.baton.sync.replication.application;

import io.baton.contracts.SyncProgress;
import io.baton.saga.infrastructure.StageDurations;
import io.baton.sync.replication.model.SyncState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** The numbers of the synchronisations that this process drives. */
@Startup
@ApplicationScoped
public class SyncMetrics {
    private final MeterRegistry registry;
    private final Counter fullSyncs;
    private final Counter fellBehind;
    private final Timer duration;

    SyncMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.fullSyncs = Counter.builder("baton.sync.full.syncs")
                .description("Full synchronisations that began")
                .register(registry);
        this.fellBehind = Counter.builder("baton.sync.fell.behind")
                .description("Synchronisations that were caught up and are not any more")
                .register(registry);
        this.duration = Timer.builder("baton.sync.duration")
                .description("From the allocated nodes to the first catch-up")
                .serviceLevelObjectives(StageDurations.buckets())
                .register(registry);
    }

    Meter of(SyncState state) {
        return new Meter(state);
    }

    /** The gauges of one synchronisation; gone when it is closed, so that nobody reads a number that stands still. */
    final class Meter implements AutoCloseable {
        private final Tags tags;
        private final List<Gauge> gauges;
        private volatile SyncProgress progress = new SyncProgress(SyncProgress.Phase.FULL, 0, 0, 0, 0, null);
        private volatile boolean caughtUp;

        private Meter(SyncState state) {
            this.tags = Tags.of("instance_id", state.instanceId());
            this.caughtUp = state.catchUp().now();
            this.gauges = List.of(
                    gauge(
                            "lag",
                            "bytes",
                            "Bytes of the stream that the new master has not acknowledged",
                            () -> progress.lagBytes()),
                    gauge(
                            "rate",
                            "bytes_per_second",
                            "Bytes a second that arrive at the new master",
                            () -> progress.bytesPerSecond()),
                    gauge(
                            "snapshot.arrived",
                            "bytes",
                            "Bytes of the snapshot that have arrived",
                            () -> progress.syncedBytes()),
                    gauge(
                            "snapshot.size",
                            "bytes",
                            "Bytes of the snapshot in all, 0 while unknown",
                            () -> progress.totalBytes()),
                    gauge("caught.up", null, "1 while the new nodes are caught up", () -> caughtUp ? 1 : 0));
        }

        private Gauge gauge(String name, String unit, String description, Supplier<Number> value) {
            return Gauge.builder("baton.sync." + name, value)
                    .baseUnit(unit)
                    .description(description)
                    .tags(tags)
                    .register(registry);
        }

        void progress(SyncProgress latest) {
            if (latest != null) {
                progress = latest;
            }
        }

        void told(SyncState before, SyncState after) {
            long begun = after.fullSyncs().counter() - before.fullSyncs().counter();
            if (before.settings() != null && begun > 0) {
                fullSyncs.increment(begun);
            }
            if (after.catchUp().ever() && !before.catchUp().ever()) {
                duration.record(Duration.between(after.since(), Instant.now()));
            }
            if (before.catchUp().now() && !after.catchUp().now()) {
                fellBehind.increment();
            }
            caughtUp = after.catchUp().now();
        }

        @Override
        public void close() {
            gauges.forEach(registry::remove);
        }
    }
}
