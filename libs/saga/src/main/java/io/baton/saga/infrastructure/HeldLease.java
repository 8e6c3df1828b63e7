package io.baton.saga.infrastructure;

import io.baton.saga.model.Saga;
import io.baton.saga.model.SagaState;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A lease of {@link LeaseTable}, as its holder sees it. Times are monotonic and begin before each request is sent. */
final class HeldLease<S extends SagaState<?>> implements Lease<S> {
    private static final Logger LOG = Logger.getLogger(HeldLease.class);

    private final Saga<?, S> saga;
    private final LeaseTable.Claim claim;
    private final SagaRows rows;
    private final SagaExecutor executor;
    private final LeaseTable leases;
    private final Duration term;
    private final Semaphore change = new Semaphore(0);
    private volatile long heldUntilNanos;
    private volatile boolean lost;
    private volatile S state;

    HeldLease(
            Saga<?, S> saga,
            LeaseTable.Claim claim,
            SagaRows rows,
            SagaExecutor executor,
            LeaseTable leases,
            Duration term) {
        this.saga = saga;
        this.claim = claim;
        this.rows = rows;
        this.executor = executor;
        this.leases = leases;
        this.term = term;
        // The claim was made a moment ago: be careful by a tenth of the term.
        this.heldUntilNanos = System.nanoTime() + term.toNanos() * 9 / 10;
    }

    void renew() {
        long before = System.nanoTime();
        try {
            if (leases.renew(claim.key(), claim.token(), term)) {
                heldUntilNanos = before + term.toNanos();
            } else {
                lost = true;
                hint();
            }
        } catch (RuntimeException away) {
            LOG.warnf("lease not renewed saga=%s reason=\"%s\"", claim.key(), away.getMessage());
        }
    }

    void hint() {
        change.release();
    }

    @Override
    public S state() {
        return state;
    }

    @Override
    public long token() {
        return claim.token();
    }

    @Override
    public S refresh() {
        if (lost) {
            throw new LeaseLostException();
        }
        state = QuarkusTransaction.requiringNew()
                .call(() -> rows.stateUnderLease(saga, claim.sagaId(), claim.token()))
                .orElseThrow(LeaseLostException::new);
        return state;
    }

    @Override
    public S signal(Object signal) {
        state = executor.signalLeased(saga, claim.sagaId(), claim.instanceId(), claim.token(), signal);
        return state;
    }

    @Override
    public S rehearse(Object signal) {
        state = executor.rehearseLeased(saga, claim.sagaId(), claim.instanceId(), claim.token(), signal);
        return state;
    }

    @Override
    public S awaitChange(Duration atMost) throws InterruptedException {
        change.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
        change.drainPermits();
        return refresh();
    }

    @Override
    public void ensureHeldFor(Duration margin) {
        if (lost || heldUntilNanos - System.nanoTime() < margin.toNanos()) {
            throw new LeaseLostException();
        }
    }
}
