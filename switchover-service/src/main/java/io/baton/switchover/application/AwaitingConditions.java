package io.baton.switchover.application;

import io.baton.contracts.EngineNode;
import io.baton.contracts.Reason;
import io.baton.engine.client.Command;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.InfoText;
import io.baton.engine.client.ReplicationInfo;
import io.baton.engine.client.Reply;
import io.baton.saga.infrastructure.BatonClock;
import io.baton.saga.infrastructure.Lease;
import io.baton.switchover.model.Switch;
import io.baton.switchover.model.SwitchConditions;
import io.baton.switchover.model.SwitchConditions.Observation;
import io.baton.switchover.model.SwitchPhase;
import io.baton.switchover.model.SwitchSignals.GrantUnusable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Holds a grant until the switch can begin: prepares the proxies, looks at the engines, and waits, bounded, for a calm
 * moment. It works through the same connections and calls that the switch uses then, so that nothing is done for the
 * first time while clients wait.
 */
@ApplicationScoped
class AwaitingConditions {
    private static final Logger LOG = Logger.getLogger(AwaitingConditions.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Parties parties;
    private final Epochs epochs;
    private final Switching switching;
    private final SwitchConditions conditions;
    private final SwitchSettings settings;
    private final BatonClock clock;
    private final StepGate gate;

    AwaitingConditions(
            Parties parties,
            Epochs epochs,
            Switching switching,
            SwitchSettings settings,
            BatonClock clock,
            StepGate gate) {
        this.parties = parties;
        this.epochs = epochs;
        this.switching = switching;
        this.conditions = new SwitchConditions(settings.maxLagBytes(), settings.calmLagBytes());
        this.settings = settings;
        this.clock = clock;
        this.gate = gate;
    }

    void drive(Lease<Switch> lease) throws InterruptedException {
        Switch upgrade = lease.state();
        long epoch = epochs.next();
        try (EngineClient oldMaster = parties.oldMaster(upgrade);
                EngineClient newMaster = parties.newMaster(upgrade);
                ProxyFleet proxies = parties.proxies(upgrade);
                Proof proof = new Proof(parties, upgrade)) {
            Stage stage = new Stage(upgrade, epoch, oldMaster, newMaster, proxies, proof);
            if (gate.pass(Step.PREPARE, () -> readyWithinTheGrant(lease, stage))) {
                switching.attempt(lease, stage);
            } else {
                proxies.release(epoch);
            }
        } catch (RuntimeException unreachable) {
            if (lease.refresh().phase() == SwitchPhase.GRANTED) {
                LOG.warnf(
                        "grant unusable upgrade=%s reason=\"%s\"",
                        upgrade.sagaId(), SwitchFailedException.messageOf(unreachable));
                lease.signal(new GrantUnusable(SwitchFailedException.reasonOf(unreachable)));
            } else {
                throw unreachable;
            }
        }
    }

    /** False if the grant is gone meanwhile, or has been given back here. */
    private boolean readyWithinTheGrant(Lease<Switch> lease, Stage stage) throws InterruptedException {
        long calmUntil = System.nanoTime() + settings.calmWithin().toNanos();
        // as late as can be: if the conditions are never met, the proxies are as they were
        Deque<Runnable> lastPreparations = new ArrayDeque<>(List.of(
                () -> gate.through(Step.TAKE_OVER, () -> stage.proxies().takeOver(stage.epoch())),
                () -> DryRun.play(lease, stage),
                () -> stage.proof().prepare()));
        while (true) {
            Observation seen = observe(stage);
            Optional<Reason> against = conditions.against(seen);
            boolean patient = System.nanoTime() < calmUntil;
            if (against.isEmpty() && (conditions.calm(seen) || !patient)) {
                if (lastPreparations.isEmpty()) {
                    return true;
                }
                // Then a moment of calm: what they took of the processors, they took from the clients.
                lastPreparations.remove().run();
            }
            if (against.isPresent() && !patient) {
                lease.signal(new GrantUnusable(against.get()));
                return false;
            }
            if (lease.awaitChange(LOOK_AGAIN).phase() != SwitchPhase.GRANTED) {
                return false;
            }
            if (!clock.now().isBefore(lease.state().grant().closesAt())) {
                lease.signal(new GrantUnusable(
                        against.orElse(new Reason("WINDOW_CLOSED", "the window closed before a calm moment came"))));
                return false;
            }
        }
    }

    private Observation observe(Stage stage) {
        EngineNode target = stage.upgrade().grant().target().master();
        ProxyFleet.Readiness proxies = stage.proxies().prepare(stage.epoch(), target);
        List<Reply> replies =
                stage.newMaster().pipeline(List.of(Command.of("INFO", "replication"), Command.of("INFO", "stats")));
        Map<String, String> stats = InfoText.parse(replies.get(1).text());
        return new Observation(
                stage.oldMaster().replication(),
                ReplicationInfo.of(InfoText.parse(replies.get(0).text())),
                stage.upgrade().grant().source().master().address().port(),
                target.address().port(),
                stage.upgrade().grant().target().replicas().stream()
                        .map(replica -> replica.address().port())
                        .toList(),
                Long.parseLong(stats.getOrDefault("unexpected_error_replies", "0")),
                proxies.sessions(),
                proxies.prepared());
    }
}
