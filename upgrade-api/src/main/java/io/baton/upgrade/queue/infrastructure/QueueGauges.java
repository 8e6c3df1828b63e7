package io.baton.upgrade.queue.infrastructure;

import io.baton.upgrade.queue.infrastructure.TurnTable.Count;
import io.baton.upgrade.queue.model.Work;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;

/** How much waits for its turn and how much has it, as the database has it: the same from every replica. */
@ApplicationScoped
public class QueueGauges {

    private final TurnTable turns;
    private volatile List<Count> counts = List.of();

    QueueGauges(TurnTable turns, MeterRegistry metrics) {
        this.turns = turns;
        for (Work work : Work.values()) {
            String tag = work.name().toLowerCase(Locale.ROOT);
            Gauge.builder("baton.queue.waiting", () -> number(work, false))
                    .description("Creations, synchronisations and switches that wait for their turn")
                    .tag("work", tag)
                    .register(metrics);
            Gauge.builder("baton.queue.running", () -> number(work, true))
                    .description("Creations, synchronisations and switches that are under way")
                    .tag("work", tag)
                    .register(metrics);
        }
    }

    @Scheduled(
            every = "5s",
            delayed = "1s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void look() {
        counts = turns.counts();
    }

    private long number(Work work, boolean taken) {
        return counts.stream()
                .filter(count -> count.work() == work && count.taken() == taken)
                .mapToLong(Count::number)
                .sum();
    }
}
