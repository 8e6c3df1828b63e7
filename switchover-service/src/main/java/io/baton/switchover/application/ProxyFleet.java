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
import io.baton.proxy.control.ProxyControlException;
import io.baton.proxy.control.ProxyControlException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** All proxies of an instance: told together, answered for together. */
final class ProxyFleet implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ProxyFleet.class);

    private final String instanceId;
    private final List<ProxyControlClient> proxies;
    private final Map<ProxyNode, ProxyControlClient> newer;
    private final Set<String> accepting;
    private final Duration timeout;

    private ProxyFleet(
            String instanceId,
            List<ProxyControlClient> proxies,
            Map<ProxyNode, ProxyControlClient> newer,
            Set<String> accepting,
            Duration timeout) {
        this.instanceId = instanceId;
        this.proxies = proxies;
        this.newer = newer;
        this.accepting = accepting;
        this.timeout = timeout;
    }

    /**
     * @param serving the proxies that may have clients of the instance
     * @param replacing the newer ones that stand by to take over, or have done so
     */
    static ProxyFleet connect(
            String instanceId,
            List<ProxyNode> serving,
            List<ProxyNode> replacing,
            CredentialStore credentials,
            Duration timeout) {
        List<ProxyControlClient> connected = new ArrayList<>();
        try {
            Map<ProxyNode, ProxyControlClient> newer = new LinkedHashMap<>();
            Set<String> accepting = new HashSet<>();
            Set<String> replaced = new HashSet<>();
            for (ProxyNode node : replacing) {
                ProxyControlClient proxy = open(node, credentials, timeout);
                connected.add(proxy);
                newer.put(node, proxy);
                if (proxy.status().accepting()) {
                    accepting.add(node.nodeId());
                    replaced.add(node.replaces());
                }
            }
            for (ProxyNode node : serving) {
                boolean mayHaveEnded = node.retiring() || replaced.contains(node.nodeId());
                openUnlessGone(node, mayHaveEnded, credentials, timeout).ifPresent(connected::add);
            }
            return new ProxyFleet(instanceId, connected, newer, accepting, timeout);
        } catch (RuntimeException failed) {
            connected.forEach(ProxyControlClient::close);
            throw failed;
        }
    }

    private static ProxyControlClient open(ProxyNode node, CredentialStore credentials, Duration timeout) {
        String token = credentials
                .get(node.tokenRef())
                .orElseThrow(() ->
                        new SwitchFailedException("NO_TOKEN", "there is no control token under " + node.tokenRef()))
                .reveal();
        return ProxyControlClient.connect(node.control().host(), node.control().port(), token, timeout);
    }

    /** A replaced proxy ends with its last client and is not started again. One that only doesn't answer is not gone. */
    private static Optional<ProxyControlClient> openUnlessGone(
            ProxyNode node, boolean mayHaveEnded, CredentialStore credentials, Duration timeout) {
        try {
            return Optional.of(open(node, credentials, timeout));
        } catch (ProxyControlException failed) {
            if (mayHaveEnded && failed.kind() == Kind.NOBODY_THERE) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /**
     * Newer proxies take the endpoints of older ones over: from now on new clients are their own. One that can't, leaves
     * the older one in its place; that is no reason not to switch.
     */
    void takeOver(long epoch) {
        newer.forEach((node, proxy) -> {
            if (accepting.contains(node.nodeId())) {
                return;
            }
            try {
                proxy.takeOver(epoch, null);
                accepting.add(node.nodeId());
            } catch (ProxyControlException refused) {
                if (refused.kind() != Kind.REFUSED) {
                    throw refused;
                }
                LOG.warnf(
                        "proxy not replaced instance=%s proxy=%s by=%s reason=\"%s\"",
                        instanceId, node.replaces(), node.nodeId(), refused.getMessage());
            }
        });
    }

    /** Ids of the newer proxies that have taken their endpoint over. */
    Set<String> replaced() {
        return Set.copyOf(accepting);
    }

    /** How many sessions there are, and how many have a standby connection to the target. */
    record Readiness(long sessions, long prepared) {}

    Readiness prepare(long epoch, EngineNode target) {
        List<Prepared> answers = all(
                new ProxyCommand.Prepare(instanceId, epoch, address(target)),
                Prepared.class,
                timeout.plus(ProxyCommand.Prepare.LONGEST));
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
