package io.baton.switchover.application;

import io.baton.contracts.EngineNode;
import io.baton.contracts.SwitchReceipt;
import io.baton.engine.client.EngineAddress;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.ReplicationInfo;
import io.baton.engine.client.ReplicationInfo.Role;
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
import org.jboss.logging.Logger;

/** The way after the commit: promote, route all proxies, release. Only forward, until it is done. */
@ApplicationScoped
class Finishing {
    private static final Logger LOG = Logger.getLogger(Finishing.class);
    private static final Duration TRY_AGAIN = Duration.ofMillis(100);

    private final Parties parties;
    private final SwitchSettings settings;
    private final BatonClock clock;

    Finishing(Parties parties, SwitchSettings settings, BatonClock clock) {
        this.parties = parties;
        this.settings = settings;
        this.clock = clock;
    }

    /** Straight on from the commit, with the connections of the attempt. What fails is left to {@link #recover}. */
    void finish(Lease<Switch> lease, Stage stage, Stopwatch hold) throws InterruptedException {
        double commitMs = hold.lapMs();
        try {
            promote(lease, stage.newMaster());
            double promoteMs = hold.lapMs();
            Routed routed = route(lease, stage.proxies());
            double routeMs = hold.lapMs();
            complete(lease, stage.newMaster(), routed, commitMs, promoteMs, routeMs, hold.totalMs());
        } catch (LeaseLostException lost) {
            throw lost;
        } catch (RuntimeException failed) {
            LOG.warnf(
                    "finish begins anew upgrade=%s reason=\"%s\"", lease.state().sagaId(), failed.getMessage());
            recover(lease);
        }
    }

    /** With new connections, as often as it takes: whatever died is started again by its supervisor. */
    void recover(Lease<Switch> lease) throws InterruptedException {
        String lastFailure = "";
        while (true) {
            Switch upgrade = lease.state();
            double commitMs = millisSince(upgrade.commit());
            try (ProxyFleet proxies = parties.proxies(upgrade);
                    EngineClient newMaster = parties.newMaster(upgrade)) {
                Stopwatch rest = new Stopwatch();
                if (!servedByNewMaster(upgrade, proxies.status())) {
                    regainData(lease, newMaster);
                    promote(lease, newMaster);
                }
                double promoteMs = rest.lapMs();
                proxies.hold(upgrade.attempt().epoch(), settings.drainTimeout());
                Routed routed = route(lease, proxies);
                double routeMs = rest.lapMs();
                complete(
                        lease,
                        newMaster,
                        routed,
                        commitMs,
                        promoteMs,
                        routeMs,
                        beforeCommit(upgrade.commit()) + commitMs + rest.totalMs());
                return;
            } catch (LeaseLostException lost) {
                throw lost;
            } catch (RuntimeException failed) {
                if (!lastFailure.equals(failed.getMessage())) {
                    lastFailure = String.valueOf(failed.getMessage());
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

    /**
     * The new master died between the commit and its promotion and was started again: it has lost what was only in its
     * memory. The old master is frozen and still has everything, and no client writes anywhere: replicate once more.
     */
    private void regainData(Lease<Switch> lease, EngineClient newMaster) {
        Switch upgrade = lease.state();
        String runId = newMaster.info("server").get("run_id");
        if (runId.equals(upgrade.attempt().newMasterRunId())) {
            return;
        }
        EngineNode old = upgrade.grant().source().master();
        EngineAddress source =
                new EngineAddress(old.address().host(), old.address().port());
        ReplicationInfo seen = newMaster.replication();
        if (seen.role() == Role.MASTER) {
            LOG.warnf("new master restarted, replicating once more upgrade=%s", upgrade.sagaId());
            lease.ensureHeldFor(settings.leaseMargin());
            newMaster.replicaOf(source);
        }
        if (!seen.linkUp() || seen.slaveReplOffset() < upgrade.commit().frozenOffset()) {
            throw new SwitchFailedException(
                    "REGAINING_DATA", "the new master replicates from the frozen old one again");
        }
    }

    private void promote(Lease<Switch> lease, EngineClient newMaster) {
        lease.ensureHeldFor(settings.leaseMargin());
        newMaster.promote();
    }

    private record Routed(List<Switched> switched, List<Released> released) {}

    /** No proxy releases before all of them point at the new master: the endpoint never writes to two. */
    private Routed route(Lease<Switch> lease, ProxyFleet proxies) {
        Switch upgrade = lease.state();
        long epoch = upgrade.attempt().epoch();
        lease.ensureHeldFor(settings.leaseMargin());
        List<Switched> switched =
                proxies.switchTo(epoch, upgrade.grant().target().master());
        return new Routed(switched, proxies.release(epoch));
    }

    private void complete(
            Lease<Switch> lease,
            EngineClient newMaster,
            Routed routed,
            double commitMs,
            double promoteMs,
            double routeMs,
            double holdMs) {
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
                routed.released().stream().mapToLong(Released::commandsHeld).sum(),
                routed.switched().stream().mapToLong(Switched::connectionsMoved).sum(),
                routed.released().stream()
                        .mapToLong(Released::connectionsClosed)
                        .sum(),
                attempt.oldVersion(),
                newMaster.version().toString(),
                commit.at());
        lease.signal(new SwitchSignals.Switched(receipt));
        parties.forgetDoor(upgrade);
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
