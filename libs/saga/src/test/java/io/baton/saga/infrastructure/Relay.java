package io.baton.saga.infrastructure;

import io.baton.contracts.Reason;
import io.baton.contracts.UpgradeEvent.ResourcesAllocated;
import io.baton.contracts.UpgradeEvent.SwitchWindowRecalled;
import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import io.baton.saga.model.Due;
import io.baton.saga.model.Next;
import io.baton.saga.model.Saga;
import io.baton.saga.model.SagaState;
import java.time.Instant;

/** A saga to test the library with: it works once it is requested, and counts what it hears. */
record Relay(String sagaId, String instanceId, Leg phase, int heard, Instant workAt, Instant dueAt)
        implements SagaState<Relay.Leg> {

    enum Leg {
        WAITING,
        RUNNING,
        DONE
    }

    record Stride() {}

    record Finish() {}

    record SetTimer(Instant at) {}

    static final Saga<Leg, Relay> RELAY = Saga.<Leg, Relay>named("relay", Relay.class, Relay::waiting)
            .in(Leg.WAITING, "none", "nothing")
            .on(UpgradeRequested.class)
            .to(Leg.RUNNING)
            .emits(SwitchWindowRecalled.class)
            .by((relay, event, now) ->
                    saying(new Relay(relay.sagaId, relay.instanceId, Leg.RUNNING, relay.heard + 1, now, null)))
            .defer(ResourcesAllocated.class)
            .in(Leg.RUNNING, "a timer", "nothing")
            .on(Stride.class)
            .to(Leg.RUNNING)
            .emits(SwitchWindowRecalled.class)
            .by((relay, signal, now) -> saying(relay.counted()))
            .on(ResourcesAllocated.class)
            .to(Leg.RUNNING)
            .by((relay, event, now) -> Next.state(relay.counted()))
            .on(SetTimer.class)
            .to(Leg.RUNNING)
            .by((relay, signal, now) ->
                    Next.state(new Relay(relay.sagaId, relay.instanceId, Leg.RUNNING, relay.heard, null, signal.at())))
            .on(Due.class)
            .to(Leg.DONE)
            .by((relay, due, now) -> Next.state(relay.done()))
            .on(Finish.class)
            .to(Leg.DONE)
            .by((relay, signal, now) -> Next.state(relay.done()))
            .in(Leg.DONE, "none", "nothing")
            .ignore(UpgradeRequested.class)
            .build();

    static Relay waiting(String sagaId, String instanceId) {
        return new Relay(sagaId, instanceId, Leg.WAITING, 0, null, null);
    }

    private Relay counted() {
        return new Relay(sagaId, instanceId, phase, heard + 1, workAt, dueAt);
    }

    private Relay done() {
        return new Relay(sagaId, instanceId, Leg.DONE, heard, null, null);
    }

    /** Says how much it has heard: an event whose attempt shows the order in which it was committed. */
    private static Next<Relay> saying(Relay relay) {
        return Next.state(relay)
                .emit(new SwitchWindowRecalled(
                        relay.sagaId, relay.instanceId, relay.heard, new Reason("HEARD", "so much was heard")));
    }
}
