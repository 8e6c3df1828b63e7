package io.baton.switchover.application;

import io.baton.contracts.DataComparison;
import io.baton.contracts.SwitchReceipt;
import io.baton.engine.client.EngineClient;
import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyAnswer.Released;
import io.baton.proxy.control.ProxyAnswer.StatusReport;
import io.baton.proxy.control.ProxyAnswer.Switched;
import io.baton.proxy.control.ProxyPhase;
import io.baton.saga.infrastructure.BatonClock;
import io.baton.saga.infrastructure.Lease;
import io.baton.saga.infrastructure.LeaseLostException;
import io.baton.switchover.model.Attempt;
import io.baton.switchover.model.Commit;
import io.baton.switchover.model.Switch;
import io.baton.switchover.model.SwitchSignals;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The way after the commit: promote, route all proxies, release. Only forward, until it is done. */
@ApplicationScoped
class Finishing {
    private static final Logger LOG = Logger.getLogger(Finishing.class);
    private static final Duration TRY_AGAIN = Duration.ofMillis(100);

    private final Parties parties;
    private final SwitchSettings settings;
    private final BatonClock clock;
    private final StepGate gate;
    private final RegainingData regaining;

    Finishing(Parties parties, SwitchSettings settings, BatonClock clock, StepGate gate, RegainingData regaining) {
        this.parties = parties;
        this.settings = settings;
        this.clock = clock;
        this.gate = gate;
        this.regaining = regaining;
    }

    /** Straight on from the commit, with the connections of the attempt. What fails is left to {@link #recover}. */
    void finish(Lease<Switch> lease, Stage stage, Stopwatch hold) throws InterruptedException {
        double commitMs = hold.lapMs();
        try {
            // The proxies turn round while the new master is promoted: they send it nothing before they are released.
            List<Switched> switched = turn(lease, stage.proxies(), () -> promote(stage.newMaster()));
            double promoteMs = hold.lapMs();
            List<Released> released = release(stage.proxies(), stage.epoch());
            double routeMs = hold.lapMs();
            double holdMs = hold.totalMs();
            letClientsGoFirst(lease);
            complete(
                    lease,
                    stage.newMaster(),
                    stage.proxies().replaced(),
                    switched,
                    released,
                    commitMs,
                    promoteMs,
                    routeMs,
                    holdMs,
                    stage.proof().compare().orElse(null));
        } catch (LeaseLostException lost) {
            throw lost;
        } catch (RuntimeException failed) {
            LOG.warnf(
                    "finish begins anew upgrade=%s reason=\"%s\"",
                    lease.state().sagaId(), SwitchFailedException.messageOf(failed));
            recover(lease);
        }
    }

    /** All clients go on at the same moment: what is left to be done takes processors that they need then, and can wait. */
    private void letClientsGoFirst(Lease<Switch> lease) throws InterruptedException {
        long until = System.nanoTime() + settings.restAfterRelease().toNanos();
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            lease.awaitChange(Duration.ofMillis(1 + TimeUnit.NANOSECONDS.toMillis(left)));
        }
    }

    /** With new connections, as often as it takes: whatever died is started again by its supervisor. */
    void recover(Lease<Switch> lease) throws InterruptedException {
        String lastFailure = "";
        while (true) {
            Switch upgrade = lease.state();
            gate.before(Step.RECOVER);
            double commitMs = millisSince(upgrade.commit());
            try (ProxyFleet proxies = parties.proxies(upgrade);
                    EngineClient newMaster = parties.newMaster(upgrade)) {
                Stopwatch rest = new Stopwatch();
                if (!servedByNewMaster(upgrade, proxies.status())) {
                    regaining.regain(lease, newMaster);
                    lease.ensureHeldFor(settings.leaseMargin());
                    promote(newMaster);
                }
                proxies.hold(upgrade.attempt().epoch(), settings.drainTimeout());
                List<Switched> switched = turn(lease, proxies, () -> {});
                double promoteMs = rest.lapMs();
                List<Released> released = release(proxies, upgrade.attempt().epoch());
                double routeMs = rest.lapMs();
                complete(
                        lease,
                        newMaster,
                        proxies.replaced(),
                        switched,
                        released,
                        commitMs,
                        promoteMs,
                        routeMs,
                        beforeCommit(upgrade.commit()) + commitMs + rest.totalMs(),
                        null);
                return;
            } catch (LeaseLostException lost) {
                throw lost;
            } catch (RuntimeException failed) {
                String failure = SwitchFailedException.messageOf(failed);
                if (!lastFailure.equals(failure)) {
                    lastFailure = failure;
                    LOG.warnf("finish waits upgrade=%s reason=\"%s\"", upgrade.sagaId(), lastFailure);
                }
            }
            lease.awaitChange(TRY_AGAIN);
        }
    }

    /** Once a proxy has released its clients to the new master, that one's data is the truth, whatever happens to it. */
    private static boolean servedByNewMaster(Switch upgrade, List<StatusReport> reports) {
        Address target = ProxyFleet.address(upgrade.grant().target().master());
        return reports.stream()
                .anyMatch(report -> report.epoch() == upgrade.attempt().epoch()
                        && report.upstream().equals(target)
                        && report.phase() == ProxyPhase.SERVING);
    }

    /** No proxy is released before all of them point at the new master: the endpoint never writes to two. */
    private List<Switched> turn(Lease<Switch> lease, ProxyFleet proxies, Runnable meanwhile) {
        Switch upgrade = lease.state();
        lease.ensureHeldFor(settings.leaseMargin());
        return gate.pass(
                Step.ROUTE,
                () -> proxies.switchTo(
                        upgrade.attempt().epoch(), upgrade.grant().target().master(), meanwhile));
    }

    private void promote(EngineClient newMaster) {
        gate.through(Step.PROMOTE, newMaster::promote);
    }

    private List<Released> release(ProxyFleet proxies, long epoch) {
        return gate.pass(Step.RELEASE, () -> proxies.release(epoch));
    }

    private void complete(
            Lease<Switch> lease,
            EngineClient newMaster,
            Set<String> replaced,
            List<Switched> switched,
            List<Released> released,
            double commitMs,
            double promoteMs,
            double routeMs,
            double holdMs,
            DataComparison comparison) {
        Switch upgrade = lease.state();
        Attempt attempt = upgrade.attempt();
        Commit commit = upgrade.commit();
        SwitchReceipt receipt = new SwitchReceipt(
                upgrade.grant().attempt(),
                attempt.epoch(),
                holdMs,
                commit.timings().drainMs(),
                commit.timings().fenceMs(),
                commit.timings().catchUpMs(),
                commitMs,
                promoteMs,
                routeMs,
                commit.timings().prepareMs() + holdMs,
                commit.frozenOffset(),
                commit.newMasterOffset(),
                released.stream().mapToLong(Released::commandsHeld).sum(),
                switched.stream().mapToLong(Switched::connectionsMoved).sum(),
                released.stream().mapToLong(Released::connectionsClosed).sum(),
                replaced.size(),
                attempt.oldVersion(),
                newMaster.version().toString(),
                commit.at(),
                comparison);
        gate.pass(Step.COMPLETE, () -> lease.signal(new SwitchSignals.Switched(receipt, replaced)));
        LOG.infof(
                "switched upgrade=%s epoch=%d hold_ms=%.3f held=%d moved=%d",
                upgrade.sagaId(), attempt.epoch(), holdMs, receipt.commandsHeld(), receipt.connectionsMoved());
    }

    private static double beforeCommit(Commit commit) {
        return commit.timings().drainMs()
                + commit.timings().fenceMs()
                + commit.timings().catchUpMs();
    }

    private double millisSince(Commit commit) {
        return Duration.between(commit.at(), clock.now()).toMillis();
    }
}
