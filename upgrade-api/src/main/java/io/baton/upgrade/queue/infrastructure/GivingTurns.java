package io.baton.upgrade.queue.infrastructure;

import io.baton.saga.infrastructure.BatonClock;
import io.baton.saga.infrastructure.SagaChanged;
import io.baton.saga.infrastructure.SagaExecutor;
import io.baton.saga.infrastructure.SagaRegistry;
import io.baton.saga.model.Decision.Applied;
import io.baton.saga.model.Saga;
import io.baton.upgrade.queue.model.TurnCame;
import io.baton.upgrade.queue.model.TurnLimits;
import io.baton.upgrade.queue.model.TurnOrder;
import io.baton.upgrade.queue.model.TurnOrder.Entry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Gives turns: woken by each commit that makes somebody wait or makes room, and once a second for what time decides and
 * for what a crashed replica left. One replica at a time gives them, one after the other, each in a transaction with the
 * saga that gets it: so the limits hold whatever dies, and whoever is given a turn has it.
 */
@ApplicationScoped
public class GivingTurns {
    private static final Logger LOG = Logger.getLogger(GivingTurns.class);

    /** More of one kind and host never begin at once. */
    private static final int FRONT = 4;

    private final TurnTable turns;
    private final TurnLimits limits;
    private final SagaRegistry sagas;
    private final SagaExecutor executor;
    private final BatonClock clock;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread giver = new Thread(task, "turns");
        giver.setDaemon(true);
        return giver;
    });

    GivingTurns(TurnTable turns, TurnLimits limits, SagaRegistry sagas, SagaExecutor executor, BatonClock clock) {
        this.turns = turns;
        this.limits = limits;
        this.sagas = sagas;
        this.executor = executor;
        this.clock = clock;
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) SagaChanged change) {
        if (TurnsFollowSagas.turn(change.before()) != null || TurnsFollowSagas.turn(change.after()) != null) {
            look();
        }
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void look() {
        if (!thread.isShutdown() && asked.compareAndSet(false, true)) {
            thread.execute(this::giveAll);
        }
    }

    private void giveAll() {
        asked.set(false);
        try {
            while (!thread.isShutdown() && QuarkusTransaction.requiringNew().call(this::giveNext)) {
                LOG.debug("turns go on");
            }
        } catch (RuntimeException away) {
            LOG.warnf("turns wait reason=\"%s\"", away.getMessage());
        }
    }

    /** False if nobody may begin now. */
    private boolean giveNext() {
        turns.lock();
        Optional<Entry> next = TurnOrder.next(turns.front(FRONT), limits, clock.now());
        next.ifPresent(entry -> give(entry, sagas.named(entry.saga())));
        return next.isPresent();
    }

    private void give(Entry entry, Saga<?, ?> saga) {
        if (executor.signal(saga, entry.sagaId(), entry.instanceId(), new TurnCame()) instanceof Applied) {
            LOG.infof("turn came work=%s saga=%s:%s", entry.turn().work(), entry.saga(), entry.sagaId());
        } else {
            // It went on by itself between the look and its lock, and its own row went with it; should one be left, it
            // goes now.
            turns.remove(entry.saga(), entry.sagaId());
        }
    }
}
