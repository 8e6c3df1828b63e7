package io.baton.upgrade.instances.infrastructure;

import static io.baton.upgrade.instances.model.InstanceSaga.INSTANCE;

import io.baton.saga.model.Saga;
import io.baton.upgrade.instances.application.Instances;
import io.baton.upgrade.instances.model.InstancePhase;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.shared.infrastructure.SagaReads;
import io.baton.upgrade.shared.model.Page;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Instances as the database has them. */
@ApplicationScoped
public class InstanceRows implements Instances {

    private static final List<String> HIDDEN = List.of(InstancePhase.NEW.name(), InstancePhase.DELETED.name());

    private final SagaReads reads;

    InstanceRows(SagaReads reads) {
        this.reads = reads;
    }

    @Produces
    @Singleton
    static Saga<InstancePhase, InstanceState> saga() {
        return INSTANCE;
    }

    @Override
    public Optional<InstanceState> find(String instanceId) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> reads.find(INSTANCE, instanceId))
                .filter(instance -> !HIDDEN.contains(instance.phase().name()));
    }

    @Override
    public Page<InstanceState> page(int page, int size) {
        return QuarkusTransaction.joiningExisting().call(() -> reads.page(INSTANCE, HIDDEN, "", page, size));
    }

    @Override
    public Page<InstanceState> search(String words, int page, int size) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> reads.page(INSTANCE, HIDDEN, "", words.strip(), page, size));
    }
}
