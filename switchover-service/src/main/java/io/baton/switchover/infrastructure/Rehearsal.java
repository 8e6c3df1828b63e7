package io.baton.switchover.infrastructure;

import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineBuild;
import io.baton.contracts.EngineNode;
import io.baton.contracts.ProxyNode;
import io.baton.contracts.SwitchReceipt;
import io.baton.contracts.Topology;
import io.baton.contracts.UpgradeEvent.SwitchWindowOpen;
import io.baton.saga.infrastructure.EventCodec;
import io.baton.saga.model.Decision.Applied;
import io.baton.switchover.model.Attempt;
import io.baton.switchover.model.Commit;
import io.baton.switchover.model.Switch;
import io.baton.switchover.model.SwitchSaga;
import io.baton.switchover.model.SwitchSignals.AttemptBegun;
import io.baton.switchover.model.SwitchSignals.ReadyToCommit;
import io.baton.switchover.model.SwitchSignals.Switched;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plays a made-up switch through the saga and its JSON at start-up, touching nothing: clients wait while a real one runs,
 * and a virtual machine is slow at what it does for the first time.
 */
@ApplicationScoped
class Rehearsal {
    private static final int TIMES = 300;
    private static final EngineBuild BUILD = new EngineBuild("REDIS", "7.0.15");
    private static final Endpoint NOWHERE = new Endpoint("127.0.0.1", 1);

    private final EventCodec codec;

    Rehearsal(EventCodec codec) {
        this.codec = codec;
    }

    void play(@Observes StartupEvent started) {
        for (int i = 0; i < TIMES; i++) {
            playOnce(Instant.EPOCH.plusSeconds(i));
        }
    }

    private void playOnce(Instant now) {
        Topology topology = new Topology(
                new EngineNode("node", NOWHERE, BUILD),
                List.of(),
                List.of(new ProxyNode("proxy", NOWHERE, NOWHERE, "ref")));
        Commit commit = new Commit(1, 1, new Commit.Timings(1, 1, 1, 1), now);
        Switch state = SwitchSaga.SWITCH.born("rehearsal", "rehearsal");
        for (Object input : List.of(
                new SwitchWindowOpen("rehearsal", "rehearsal", 1, now, now, topology, topology, null),
                new AttemptBegun(new Attempt(1, Map.of("setting", "value"), "6.2.7", "run", now)),
                new ReadyToCommit(commit),
                new Switched(
                        new SwitchReceipt(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, "6.2.7", "7.0.15", now, null),
                        Set.of()))) {
            state = step(state, input, now);
        }
    }

    private Switch step(Switch state, Object input, Instant now) {
        var next = ((Applied<Switch>) SwitchSaga.SWITCH.decide(state, input, now)).next();
        next.events().forEach(codec::encode);
        return codec.read(codec.write(next.state()), Switch.class);
    }
}
