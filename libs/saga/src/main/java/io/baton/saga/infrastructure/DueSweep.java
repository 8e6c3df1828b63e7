package io.baton.saga.infrastructure;

import io.baton.saga.model.Decision;
import io.baton.saga.model.Due;
import io.baton.saga.model.Saga;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Gives every saga whose instant has come its {@link Due}: deadlines, windows that open, windows that close. */
@ApplicationScoped
public class DueSweep {
    private static final Logger LOG = Logger.getLogger(DueSweep.class);
    private static final int BATCH = 100;

    private record One(String saga, String sagaId, String instanceId) {}

    private final SagaRows rows;
    private final SagaRegistry sagas;
    private final SagaExecutor executor;
    private final BatonClock clock;
    private final Duration period;
    private Ticker ticker;

    DueSweep(
            SagaRows rows,
            SagaRegistry sagas,
            SagaExecutor executor,
            BatonClock clock,
            @ConfigProperty(name = "baton.due.sweep", defaultValue = "PT0.2S") Duration period) {
        this.rows = rows;
        this.sagas = sagas;
        this.executor = executor;
        this.clock = clock;
        this.period = period;
    }

    void start(@Observes StartupEvent event) {
        ticker = new Ticker("due-sweep", period, this::sweep);
    }

    void stop(@Observes ShutdownEvent event) {
        ticker.close();
    }

    private void sweep() {
        List<One> due = QuarkusTransaction.requiringNew().call(() -> rows.due(clock.now(), BATCH).stream()
                .map(row -> new One(row.saga, row.sagaId, row.instanceId))
                .toList());
        for (One one : due) {
            try {
                apply(sagas.named(one.saga), one);
            } catch (RuntimeException failed) {
                LOG.errorf(failed, "due failed saga=%s id=%s", one.saga, one.sagaId);
            }
        }
    }

    /** Under the lock it may turn out that another replica was first: {@link SagaExecutor} sees the newer state. */
    private void apply(Saga<?, ?> saga, One one) {
        QuarkusTransaction.requiringNew().run(() -> rows.lockExisting(one.saga, one.sagaId)
                .filter(row -> row.dueAt != null && !row.dueAt.isAfter(clock.now()))
                .ifPresent(row -> {
                    if (!(executor.signal(saga, one.sagaId, one.instanceId, new Due()) instanceof Decision.Applied)) {
                        row.dueAt = null;
                    }
                }));
    }
}
