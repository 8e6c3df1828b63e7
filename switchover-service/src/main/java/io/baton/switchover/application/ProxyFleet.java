package io.baton.switchover.application;

import io.baton.contracts.EngineNode;
import io.baton.contracts.ProxyNode;
import io.baton.engine.credential.CredentialStore;
import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyAnswer;
import io.baton.proxy.control.ProxyAnswer.Drained;
import io.baton.proxy.control.ProxyAnswer.HoldAnswer;
import io.baton.proxy.control.ProxyAnswer.NotDrained;
import io.baton.proxy.control.ProxyAnswer.Prepared;
import io.baton.proxy.control.ProxyAnswer.Released;
import io.baton.proxy.control.ProxyAnswer.StatusReport;
import io.baton.proxy.control.ProxyAnswer.Switched;
import io.baton.proxy.control.ProxyCommand;
import io.baton.proxy.control.ProxyControlClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All proxies of an instance: told together, answered for together. */
final class ProxyFleet implements AutoCloseable {
    private final String instanceId;
    private final List<ProxyControlClient> proxies;
    private final Duration timeout;

    private ProxyFleet(String instanceId, List<ProxyControlClient> proxies, Duration timeout) {
        this.instanceId = instanceId;
        this.proxies = proxies;
        this.timeout = timeout;
    }

    static ProxyFleet connect(String instanceId, List<ProxyNode> nodes, CredentialStore credentials, Duration timeout) {
        List<ProxyControlClient> connected = new ArrayList<>();
        try {
            for (ProxyNode node : nodes) {
                String token = credentials
                        .get(node.tokenRef())
                        .orElseThrow(() -> new SwitchFailedException(
                                "NO_TOKEN", "there is no control token under " + node.tokenRef()))
                        .reveal();
                connected.add(ProxyControlClient.connect(
                        node.control().host(), node.control().port(), token, timeout));
            }
            return new ProxyFleet(instanceId, connected, timeout);
        } catch (RuntimeException failed) {
            connected.forEach(ProxyControlClient::close);
            throw failed;
        }
    }

    /** How many sessions there are, and how many have a standby connection to the target. */
    record Readiness(long sessions, long prepared) {}

    Readiness prepare(long epoch, EngineNode target) {
        List<Prepared> answers =
                all(new ProxyCommand.Prepare(instanceId, epoch, address(target)), Prepared.class, timeout);
        return new Readiness(
                answers.stream().mapToLong(Prepared::sessions).sum(),
                answers.stream().mapToLong(Prepared::ready).sum());
    }

    /**
     * All hold and drain.
     *
     * @throws SwitchFailedException if one does not drain in time; all stay held until they are released
     */
    List<Drained> hold(long epoch, Duration drainTimeout) {
        List<HoldAnswer> answers = all(
                new ProxyCommand.Hold(instanceId, epoch, drainTimeout.toMillis()),
                HoldAnswer.class,
                timeout.plus(drainTimeout));
        List<Drained> drained = new ArrayList<>();
        for (HoldAnswer answer : answers) {
            if (answer instanceof NotDrained blocked) {
                throw new SwitchFailedException("NOT_DRAINED", blocked.reason());
            }
            drained.add((Drained) answer);
        }
        return drained;
    }

    /**
     * All turn to the target, still holding.
     *
     * @param meanwhile done while they do; when it fails the fleet is of no use any more, because answers are left unread
     */
    List<Switched> switchTo(long epoch, EngineNode target, Runnable meanwhile) {
        tell(new ProxyCommand.Switch(instanceId, epoch, address(target)));
        meanwhile.run();
        return answers(Switched.class, timeout);
    }

    List<Released> release(long epoch) {
        return all(new ProxyCommand.Release(instanceId, epoch), Released.class, timeout);
    }

    List<StatusReport> status() {
        return all(new ProxyCommand.Status(instanceId), StatusReport.class, timeout);
    }

    private <A extends ProxyAnswer> List<A> all(ProxyCommand command, Class<A> expected, Duration within) {
        tell(command);
        return answers(expected, within);
    }

    private void tell(ProxyCommand command) {
        proxies.forEach(proxy -> proxy.send(command));
    }

    private <A extends ProxyAnswer> List<A> answers(Class<A> expected, Duration within) {
        List<A> answers = new ArrayList<>();
        RuntimeException failure = null;
        for (ProxyControlClient proxy : proxies) {
            try {
                answers.add(proxy.receive(expected, within));
            } catch (RuntimeException failed) {
                // The other answers are still taken, so that their connections stay usable.
                failure = failed;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return answers;
    }

    static Address address(EngineNode node) {
        return new Address(node.address().host(), node.address().port());
    }

    @Override
    public void close() {
        proxies.forEach(ProxyControlClient::close);
    }
}
