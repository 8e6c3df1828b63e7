package io.baton.saga.infrastructure;

import io.baton.saga.model.SagaState;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Drives the sagas that want work: woken by each commit, and every fifth of a second for what another replica left.
 * Any number of replicas share the work; a lease keeps each saga with one of them.
 */
@ApplicationScoped
public class WorkerPool {
    private static final Logger LOG = Logger.getLogger(WorkerPool.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Map<String, SagaWorker<?>> workers;
    private final LeaseTable leases;
    private final SagaRows rows;
    private final SagaExecutor executor;
    private final BatonClock clock;
    private final Duration term;
    private final String owner = UUID.randomUUID().toString();
    private final Semaphore free;
    private final Semaphore wake = new Semaphore(0);
    private final ExecutorService threads = Executors.newCachedThreadPool(named("worker"));
    private final Map<String, HeldLease<?>> held = new ConcurrentHashMap<>();
    private final Thread dispatcher = new Thread(this::dispatch, "worker-dispatcher");
    private volatile boolean running = true;
    private Ticker renewal;

    WorkerPool(
            @Any Instance<SagaWorker<?>> workers,
            LeaseTable leases,
            SagaRows rows,
            SagaExecutor executor,
            BatonClock clock,
            @ConfigProperty(name = "baton.lease.term", defaultValue = "PT3S") Duration term,
            @ConfigProperty(name = "baton.workers", defaultValue = "32") int size) {
        this.workers = workers.stream()
                .collect(Collectors.toMap(worker -> worker.saga().name(), Function.identity()));
        this.leases = leases;
        this.rows = rows;
        this.executor = executor;
        this.clock = clock;
        this.term = term;
        this.free = new Semaphore(size);
    }

    void start(@Observes StartupEvent event) {
        if (!workers.isEmpty()) {
            dispatcher.setDaemon(true);
            dispatcher.start();
            renewal = new Ticker("lease-renewal", term.dividedBy(4), this::renew);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        dispatcher.interrupt();
        if (renewal != null) {
            renewal.close();
        }
        threads.shutdownNow();
        if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
            LOG.warnf("workers still busy leases=%d", held.size());
        }
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) SagaChanged change) {
        HeldLease<?> lease = held.get(SagaRow.key(change.saga(), change.after().sagaId()));
        if (lease != null) {
            lease.hint();
        }
        if (change.after().workAt() != null) {
            wake.release();
        }
    }

    private void dispatch() {
        while (running) {
            try {
                wake.tryAcquire(200, TimeUnit.MILLISECONDS);
                wake.drainPermits();
                claim();
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException away) {
                LOG.warnf("workers wait reason=\"%s\"", away.getMessage());
            }
        }
    }

    private void claim() {
        int room = free.availablePermits();
        if (room == 0) {
            return;
        }
        for (var claim : leases.claim(owner, List.copyOf(workers.keySet()), clock.now(), term, room)) {
            free.acquireUninterruptibly();
            threads.execute(() -> run(workers.get(claim.saga()), claim));
        }
    }

    private <S extends SagaState<?>> void run(SagaWorker<S> worker, LeaseTable.Claim claim) {
        HeldLease<S> lease = new HeldLease<>(worker.saga(), claim, rows, executor, leases, term);
        Duration pause = Duration.ZERO;
        try (var trace = TraceContext.of(claim.traceparent()).makeCurrent()) {
            held.put(claim.key(), lease);
            lease.refresh();
            worker.drive(lease);
        } catch (LeaseLostException lost) {
            LOG.infof("lease lost saga=%s token=%d", claim.key(), claim.token());
        } catch (InterruptedException stopping) {
            LOG.infof("lease given back saga=%s", claim.key());
        } catch (Exception failed) {
            pause = PAUSE_AFTER_FAILURE;
            LOG.warnf(failed, "work failed saga=%s, tried again in %s", claim.key(), pause);
        } finally {
            held.remove(claim.key(), lease);
            free.release();
            giveBack(claim, pause);
            wake.release();
        }
    }

    private void giveBack(LeaseTable.Claim claim, Duration pause) {
        boolean interrupted = Thread.interrupted();
        try {
            leases.release(claim.key(), claim.token(), pause);
        } catch (RuntimeException away) {
            LOG.warnf("lease not given back, it will expire saga=%s reason=\"%s\"", claim.key(), away.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void renew() {
        held.values().forEach(HeldLease::renew);
    }

    private static java.util.concurrent.ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
