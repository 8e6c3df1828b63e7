package io.baton.proxy.switching;

import io.baton.proxy.control.ProxyAnswer.Drained;
import io.baton.proxy.control.ProxyAnswer.Released;
import io.baton.proxy.control.ProxyAnswer.Switched;

/**
 * The answers of the present epoch, to be given again. They do not outlive the process: a restarted proxy has no
 * connection of that time, so its answers say nought of them.
 */
final class GivenAnswers {

    private Drained drained;
    private Switched switched;
    private Released released;

    Drained remember(Drained answer) {
        drained = answer;
        return answer;
    }

    Switched remember(Switched answer) {
        switched = answer;
        return answer;
    }

    Released remember(Released answer) {
        released = answer;
        return answer;
    }

    /** Null if none was given at this epoch. */
    Drained drained(long epoch) {
        return drained != null && drained.epoch() == epoch ? drained : null;
    }

    Switched switched(Route route) {
        return switched != null && switched.epoch() == route.epoch() ? switched : new Switched(route.epoch(), 0, 0);
    }

    Released released(Route route) {
        return released != null && released.epoch() == route.epoch()
                ? released
                : new Released(route.epoch(), route.outcome() == Route.Outcome.SWITCHED, 0, 0, 0, 0, 0);
    }
}
