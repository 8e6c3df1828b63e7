package io.baton.upgrade.queue.infrastructure;

import io.baton.saga.infrastructure.BatonClock;
import io.baton.saga.infrastructure.SagaChanged;
import io.baton.saga.model.SagaState;
import io.baton.upgrade.queue.model.TakesTurns;
import io.baton.upgrade.queue.model.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;

/** Keeps the table of turns true: it changes in the transaction in which a saga comes to wait, begins or is done. */
@ApplicationScoped
public class TurnsFollowSagas {

    private final TurnTable turns;
    private final BatonClock clock;

    TurnsFollowSagas(TurnTable turns, BatonClock clock) {
        this.turns = turns;
        this.clock = clock;
    }

    void follow(@Observes SagaChanged change) {
        Turn before = turn(change.before());
        Turn after = turn(change.after());
        if (Objects.equals(before, after)) {
            return;
        }
        if (after == null) {
            turns.remove(change.saga(), change.after().sagaId());
        } else {
            turns.set(change.saga(), change.after().sagaId(), change.after().instanceId(), after, clock.now());
        }
    }

    static Turn turn(SagaState<?> state) {
        return state instanceof TakesTurns takes ? takes.turn() : null;
    }
}
