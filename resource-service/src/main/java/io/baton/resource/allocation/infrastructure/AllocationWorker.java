package io.baton.resource.allocation.infrastructure;

import io.baton.resource.allocation.application.AllocatingNodes;
import io.baton.resource.allocation.application.ReleasingNodes;
import io.baton.resource.allocation.application.RetiringNodes;
import io.baton.resource.allocation.model.AllocationPhase;
import io.baton.resource.allocation.model.AllocationSignal;
import io.baton.resource.allocation.model.AllocationState;
import io.baton.resource.node.application.Work;
import io.baton.resource.node.application.WorkSuperseded;
import io.baton.resource.node.infrastructure.LeasedWork;
import io.baton.saga.infrastructure.Lease;
import io.baton.saga.infrastructure.SagaWorker;
import io.baton.saga.model.Saga;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Allocates, retires and releases the nodes of upgrades. */
@ApplicationScoped
public class AllocationWorker implements SagaWorker<AllocationState> {
    private final Saga<AllocationPhase, AllocationState> saga;
    private final AllocatingNodes allocating;
    private final RetiringNodes retiring;
    private final ReleasingNodes releasing;
    private final AllocationMetrics metrics;

    AllocationWorker(
            Saga<AllocationPhase, AllocationState> saga,
            AllocatingNodes allocating,
            RetiringNodes retiring,
            ReleasingNodes releasing,
            AllocationMetrics metrics) {
        this.saga = saga;
        this.allocating = allocating;
        this.retiring = retiring;
        this.releasing = releasing;
        this.metrics = metrics;
    }

    @Override
    public Saga<?, AllocationState> saga() {
        return saga;
    }

    @Override
    public void drive(Lease<AllocationState> lease) throws InterruptedException {
        while (lease.state().workAt() != null) {
            try {
                long begun = System.nanoTime();
                AllocationPhase phase = lease.state().phase();
                AllocationSignal found = work(lease.state(), new LeasedWork<>(lease));
                lease.signal(found);
                metrics.worked(phase, found, Duration.ofNanos(System.nanoTime() - begun));
            } catch (WorkSuperseded other) {
                lease.refresh();
            }
        }
    }

    private AllocationSignal work(AllocationState state, Work work) throws InterruptedException {
        return switch (state.phase()) {
            case ALLOCATING -> allocating.allocate(state, work);
            case RETIRING -> retiring.retire(state, work);
            case RELEASING -> releasing.release(state, work);
            default -> throw new WorkSuperseded();
        };
    }
}
