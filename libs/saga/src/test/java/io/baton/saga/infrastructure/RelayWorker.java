package io.baton.saga.infrastructure;

import io.baton.saga.model.Saga;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Drives {@link Relay}s; a test can make it hang on one of them. */
@Singleton
public class RelayWorker implements SagaWorker<Relay> {
    final Map<String, Lease<Relay>> driving = new ConcurrentHashMap<>();
    final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();

    @Produces
    @Singleton
    Saga<Relay.Leg, Relay> relay() {
        return Relay.RELAY;
    }

    @Override
    public Saga<?, Relay> saga() {
        return Relay.RELAY;
    }

    @Override
    public void drive(Lease<Relay> lease) throws Exception {
        driving.put(lease.state().sagaId(), lease);
        CountDownLatch hang = hanging.get(lease.state().sagaId());
        if (hang != null) {
            hang.await();
        }
        while (lease.state().phase() == Relay.Leg.RUNNING && lease.state().workAt() != null) {
            lease.awaitChange(Duration.ofMillis(100));
        }
    }
}
