package io.baton.sync.replication.application;

import io.baton.saga.infrastructure.Lease;
import io.baton.saga.infrastructure.SagaWorker;
import io.baton.saga.model.Saga;
import io.baton.sync.replication.model.SyncPhase;
import io.baton.sync.replication.model.SyncState;
import jakarta.enterprise.context.ApplicationScoped;

/** Drives the synchronisation of an upgrade, from wherever the process before this one left it. */
@ApplicationScoped
public class SyncWorker implements SagaWorker<SyncState> {
    private final Saga<SyncPhase, SyncState> saga;
    private final Replicating replicating;
    private final Restoring restoring;

    SyncWorker(Saga<SyncPhase, SyncState> saga, Replicating replicating, Restoring restoring) {
        this.saga = saga;
        this.replicating = replicating;
        this.restoring = restoring;
    }

    @Override
    public Saga<?, SyncState> saga() {
        return saga;
    }

    @Override
    public void drive(Lease<SyncState> lease) throws InterruptedException {
        replicating.drive(lease);
        restoring.drive(lease);
    }
}
