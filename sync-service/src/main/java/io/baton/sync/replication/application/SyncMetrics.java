package io.baton.sync.replication.application;

import io.baton.contracts.SyncProgress;
import io.baton.sync.replication.model.SyncState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The numbers of the synchronisations that this process drives, by instance. */
@ApplicationScoped
public class SyncMetrics {
    private final MeterRegistry registry;

    SyncMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    Meter of(SyncState state) {
        return new Meter(registry, state);
    }

    /** The meters of one synchronisation; gone when it is closed, so that nobody reads a number that stands still. */
    static final class Meter implements AutoCloseable {
        private final MeterRegistry registry;
        private final Tags tags;
        private final List<Gauge> gauges;
        private volatile long lagBytes;
        private volatile long bytesPerSecond;
        private volatile boolean caughtUp;

        private Meter(MeterRegistry registry, SyncState state) {
            this.registry = registry;
            this.tags = Tags.of("instance", state.instanceId());
            this.caughtUp = state.catchUp().now();
            this.gauges = List.of(
                    Gauge.builder("baton.sync.lag", this, meter -> meter.lagBytes)
                            .description("Bytes of the stream that the new master has not acknowledged")
                            .baseUnit("bytes")
                            .tags(tags)
                            .register(registry),
                    Gauge.builder("baton.sync.rate", this, meter -> meter.bytesPerSecond)
                            .description("Bytes a second that arrive at the new master")
                            .tags(tags)
                            .register(registry),
                    Gauge.builder("baton.sync.caught.up", this, meter -> meter.caughtUp ? 1 : 0)
                            .description("1 while the new nodes are caught up")
                            .tags(tags)
                            .register(registry));
        }

        void progress(SyncProgress progress) {
            if (progress != null) {
                lagBytes = progress.lagBytes();
                bytesPerSecond = progress.bytesPerSecond();
            }
        }

        void told(SyncState before, SyncState after) {
            long begun = after.fullSyncs().counter() - before.fullSyncs().counter();
            if (before.settings() != null && begun > 0) {
                registry.counter("baton.sync.full.syncs", tags).increment(begun);
            }
            if (after.catchUp().ever() && !before.catchUp().ever()) {
                registry.timer("baton.sync.duration", tags).record(Duration.between(after.since(), Instant.now()));
            }
            if (before.catchUp().now() && !after.catchUp().now()) {
                registry.counter("baton.sync.fell.behind", tags).increment();
            }
            caughtUp = after.catchUp().now();
        }

        @Override
        public void close() {
            gauges.forEach(registry::remove);
        }
    }
}
