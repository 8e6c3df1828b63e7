package io.baton.saga.infrastructure;

import io.baton.contracts.BatonEvent;
import io.baton.saga.model.Decision;
import io.baton.saga.model.Decision.Applied;
import io.baton.saga.model.Decision.Deferred;
import io.baton.saga.model.Decision.Ignored;
import io.baton.saga.model.Decision.Rejected;
import io.baton.saga.model.Next;
import io.baton.saga.model.Saga;
import io.baton.saga.model.SagaState;
import io.baton.saga.model.Tell;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Applies inputs to sagas. Everything that an input causes (the new state, the outgoing events, the inbox's memory)
 * commits in one transaction or not at all.
 */
@ApplicationScoped
public class SagaExecutor {
    private static final Logger LOG = Logger.getLogger(SagaExecutor.class);

    private final SagaRegistry sagas;
    private final SagaRows rows;
    private final Inbox inbox;
    private final Outbox outbox;
    private final RejectedInputs rejected;
    private final DeferredEvents deferred;
    private final EventCodec codec;
    private final BatonClock clock;
    private final SagaMetrics metrics;
    private final Event<SagaChanged> changed;

    SagaExecutor(
            SagaRegistry sagas,
            SagaRows rows,
            Inbox inbox,
            Outbox outbox,
            RejectedInputs rejected,
            DeferredEvents deferred,
            EventCodec codec,
            BatonClock clock,
            SagaMetrics metrics,
            Event<SagaChanged> changed) {
        this.sagas = sagas;
        this.rows = rows;
        this.inbox = inbox;
        this.outbox = outbox;
        this.rejected = rejected;
        this.deferred = deferred;
        this.codec = codec;
        this.clock = clock;
        this.metrics = metrics;
        this.changed = changed;
    }

    /** Handles an event from another service; a second time it does nothing. */
    @Transactional
    public void handle(String eventId, BatonEvent event) {
        if (!inbox.firstTime(eventId)) {
            return;
        }
        for (Saga<?, ?> saga : sagas.hearing(event.getClass())) {
            input(saga, saga.sagaIdOf(event), event.instanceId(), eventId, event);
        }
    }

    /** Applies a signal of this service itself: a command, what a worker found, an instant that has come. */
    @Transactional
    public <S extends SagaState<?>> Decision<S> signal(
            Saga<?, S> saga, String sagaId, String instanceId, Object signal) {
        return input(saga, sagaId, instanceId, null, signal);
    }

    /**
     * Applies what a worker found, if it still holds the lease.
     *
     * @throws LeaseLostException if another replica has taken over; nothing is changed then
     */
    @Transactional
    public <S extends SagaState<?>> S signalLeased(
            Saga<?, S> saga, String sagaId, String instanceId, long token, Object signal) {
        SagaRow row = rows.lockUnderLease(saga.name(), sagaId, token).orElseThrow(LeaseLostException::new);
        decide(saga, row, instanceId, null, signal);
        return codec.read(row.state, saga.stateType());
    }

    /** As {@link #signalLeased}, but a crash of the database may forget it. */
    @Transactional
    <S extends SagaState<?>> S rehearseLeased(
            Saga<?, S> saga, String sagaId, String instanceId, long token, Object signal) {
        rows.commitWithoutDisk();
        return signalLeased(saga, sagaId, instanceId, token, signal);
    }

    private <S extends SagaState<?>> Decision<S> input(
            Saga<?, S> saga, String sagaId, String instanceId, String eventId, Object input) {
        return decide(saga, rows.lock(saga, sagaId, instanceId), instanceId, eventId, input);
    }

    private <S extends SagaState<?>> Decision<S> decide(
            Saga<?, S> saga, SagaRow row, String instanceId, String eventId, Object input) {
        S before = codec.read(row.state, saga.stateType());
        Instant now = clock.now();
        Decision<S> decision = consult(saga, before, input, now);
        if (decision instanceof Applied<S> applied) {
            apply(saga, row, before, applied.next(), input);
            retryDeferred(saga, row, instanceId);
        } else if (decision instanceof Deferred<S>) {
            deferred.add(row, eventId, (BatonEvent) input);
        } else if (decision instanceof Rejected<S> refusal) {
            reject(row, eventId, input, refusal.why());
        } else if (decision instanceof Ignored<S>) {
            LOG.debugf(
                    "input ignored saga=%s input=%s phase=%s",
                    row.key, input.getClass().getSimpleName(), row.phase);
        }
        return decision;
    }

    /** A rule that fails fails again: trying such an event for ever would block all that come behind it. */
    private static <S extends SagaState<?>> Decision<S> consult(Saga<?, S> saga, S before, Object input, Instant now) {
        try {
            return saga.decide(before, input, now);
        } catch (RuntimeException broken) {
            LOG.errorf(broken, "rule failed saga=%s phase=%s", saga.name(), before.phase());
            throw new PoisonEventException(saga.name() + " failed at "
                    + input.getClass().getSimpleName() + " in " + before.phase() + ": " + broken.getMessage());
        }
    }

    private <S extends SagaState<?>> void apply(Saga<?, S> saga, SagaRow row, S before, Next<S> next, Object input) {
        S after = next.state();
        row.phase = after.phase().name();
        row.state = codec.write(after);
        row.dueAt = after.dueAt();
        row.workAt = after.workAt();
        row.updatedAt = Instant.now();
        String trace = TraceContext.current();
        row.traceparent = trace == null ? row.traceparent : trace;
        rows.flush();
        next.events().forEach(outbox::append);
        for (Tell tell : next.tells()) {
            input(sagas.named(tell.saga()), tell.sagaId(), row.instanceId, null, tell.signal());
        }
        if (before.phase() != after.phase()) {
            LOG.infof(
                    "phase changed saga=%s from=%s to=%s by=%s",
                    row.key, before.phase(), after.phase(), input.getClass().getSimpleName());
            metrics.moved(saga.name(), before.phase(), after.phase());
        }
        changed.fire(new SagaChanged(saga.name(), before, after, input));
    }

    private <S extends SagaState<?>> void retryDeferred(Saga<?, S> saga, SagaRow row, String instanceId) {
        for (DeferredEvents.Kept kept : deferred.takeAll(row)) {
            decide(saga, row, instanceId, kept.eventId(), kept.event());
        }
    }

    private void reject(SagaRow row, String eventId, Object input, String why) {
        LOG.warnf(
                "input rejected saga=%s input=%s phase=%s",
                row.key, input.getClass().getSimpleName(), row.phase);
        metrics.rejected(row.saga, input.getClass().getSimpleName());
        rejected.record(row, eventId, input.getClass().getSimpleName(), codec.write(input), why);
    }
}
