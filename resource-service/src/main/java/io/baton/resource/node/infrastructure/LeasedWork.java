package io.baton.resource.node.infrastructure;

import io.baton.resource.node.application.Work;
import io.baton.resource.node.application.WorkSuperseded;
import io.baton.saga.infrastructure.Lease;
import io.baton.saga.model.SagaState;
import java.time.Duration;

/** Work that is wanted for as long as the lease is held and the saga stays in the phase that asked for it. */
public final class LeasedWork<S extends SagaState<?>> implements Work {
    private static final Duration MARGIN = Duration.ofMillis(500);

    private final Lease<S> lease;
    private final Enum<?> phase;

    public LeasedWork(Lease<S> lease) {
        this.lease = lease;
        this.phase = lease.state().phase();
    }

    @Override
    public void proceed() {
        lease.ensureHeldFor(MARGIN);
        requirePhase(lease.refresh());
    }

    @Override
    public void pause(Duration atMost) throws InterruptedException {
        requirePhase(lease.awaitChange(atMost));
    }

    private void requirePhase(S state) {
        if (state.phase() != phase) {
            throw new WorkSuperseded();
        }
    }
}
