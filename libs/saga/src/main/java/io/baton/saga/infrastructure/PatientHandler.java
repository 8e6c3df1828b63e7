package io.baton.saga.infrastructure;

import io.baton.contracts.BatonEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.Retry;

/**
 * Tries an event again for as long as the database is away: nothing is wrong with the event, so it neither goes to the
 * dead-letter topic nor past the ones behind it.
 */
@ApplicationScoped
public class PatientHandler {
    private final SagaExecutor executor;

    PatientHandler(SagaExecutor executor) {
        this.executor = executor;
    }

    @Retry(
            maxRetries = -1,
            delay = 500,
            jitter = 100,
            maxDuration = 0,
            durationUnit = ChronoUnit.SECONDS,
            abortOn = PoisonEventException.class)
    public void handle(String eventId, BatonEvent event) {
        executor.handle(eventId, event);
    }
}
