package io.baton.proxy.control;

import io.baton.proxy.control.ProxyAnswer.Authenticated;
import io.baton.proxy.control.ProxyAnswer.HoldAnswer;
import io.baton.proxy.control.ProxyAnswer.Prepared;
import io.baton.proxy.control.ProxyAnswer.Refused;
import io.baton.proxy.control.ProxyAnswer.Released;
import io.baton.proxy.control.ProxyAnswer.Retiring;
import io.baton.proxy.control.ProxyAnswer.StaleEpoch;
import io.baton.proxy.control.ProxyAnswer.StatusReport;
import io.baton.proxy.control.ProxyAnswer.Switched;
import io.baton.proxy.control.ProxyAnswer.TookOver;
import io.baton.proxy.control.ProxyControlException.Kind;
import java.io.IOException;
import java.time.Duration;

/**
 * Commands one proxy over one connection. Blocking; for one thread at a time.
 *
 * <p>To command several proxies at the same moment without a thread each, {@link #send} to all of them and then
 * {@link #receive} from all. A connection whose answer did not come in time is unusable (a late answer would be taken
 * for the next one) and closes itself; connect again and repeat the command with the same epoch.
 */
public final class ProxyControlClient implements AutoCloseable {

    private final ControlWire wire;
    private final Duration timeout;
    private final String instanceId;

    private ProxyControlClient(ControlWire wire, Duration timeout, String instanceId) {
        this.wire = wire;
        this.timeout = timeout;
        this.instanceId = instanceId;
    }

    /**
     * Connects and authenticates.
     *
     * @param timeout bound for connecting and for each answer; the drain timeout of a hold is added to it
     * @throws ProxyControlException if the proxy can't be reached or refuses the token
     */
    public static ProxyControlClient connect(String host, int port, String token, Duration timeout) {
        ControlCodecWarmUp.once();
        ControlWire wire = ControlWire.open(new Address(host, port), timeout);
        try {
            wire.send(new ProxyCommand.Authenticate(token));
            Authenticated welcome = expect(wire, wire.receive(timeout), Authenticated.class);
            return new ProxyControlClient(wire, timeout, welcome.instanceId());
        } catch (ProxyControlException refused) {
            wire.close();
            throw refused;
        }
    }

    /** The instance that the proxy serves, as it said itself. */
    public String instanceId() {
        return instanceId;
    }

    /** See {@link ProxyCommand.Prepare}. */
    public Prepared prepare(long epoch, Address target) {
        return ask(
                new ProxyCommand.Prepare(instanceId, epoch, target),
                timeout.plus(ProxyCommand.Prepare.LONGEST),
                Prepared.class);
    }

    /**
     * See {@link ProxyCommand.Hold}.
     *
     * @param drainTimeout how long the proxy waits for the replies that are owed
     */
    public HoldAnswer hold(long epoch, Duration drainTimeout) {
        return ask(
                new ProxyCommand.Hold(instanceId, epoch, drainTimeout.toMillis()),
                timeout.plus(drainTimeout),
                HoldAnswer.class);
    }

    /** See {@link ProxyCommand.Switch}. */
    public Switched switchTo(long epoch, Address target) {
        return ask(new ProxyCommand.Switch(instanceId, epoch, target), timeout, Switched.class);
    }

    /** See {@link ProxyCommand.Release}. */
    public Released release(long epoch) {
        return ask(new ProxyCommand.Release(instanceId, epoch), timeout, Released.class);
    }

    /** See {@link ProxyCommand.TakeOver}. */
    public TookOver takeOver(long epoch, String from) {
        return ask(new ProxyCommand.TakeOver(instanceId, epoch, from), timeout, TookOver.class);
    }

    /** See {@link ProxyCommand.Retire}. */
    public Retiring retire(long epoch) {
        return ask(new ProxyCommand.Retire(instanceId, epoch), timeout, Retiring.class);
    }

    /** See {@link ProxyCommand.Status}. */
    public StatusReport status() {
        return ask(new ProxyCommand.Status(instanceId), timeout, StatusReport.class);
    }

    /** Sends a command and does not wait; the answers come in the order of the commands. */
    public void send(ProxyCommand command) {
        wire.send(command);
    }

    /**
     * Waits for the next answer.
     *
     * @param expected the answer that means success
     * @throws ProxyControlException with the kind that says what came instead
     */
    public <A extends ProxyAnswer> A receive(Class<A> expected, Duration within) {
        return expect(wire, wire.receive(within), expected);
    }

    @Override
    public void close() {
        wire.close();
    }

    @Override
    public String toString() {
        return "proxy of instance " + instanceId + " at " + wire.address();
    }

    private <A extends ProxyAnswer> A ask(ProxyCommand command, Duration within, Class<A> expected) {
        wire.send(command);
        return receive(expected, within);
    }

    private static <A extends ProxyAnswer> A expect(ControlWire wire, ProxyAnswer answer, Class<A> expected) {
        if (expected.isInstance(answer)) {
            return expected.cast(answer);
        }
        if (answer instanceof StaleEpoch stale) {
            throw new ProxyControlException(
                    Kind.STALE_EPOCH,
                    "the proxy at " + wire.address() + " already obeys epoch " + stale.currentEpoch(),
                    stale);
        }
        if (answer instanceof Refused refused) {
            throw new ProxyControlException(
                    Kind.REFUSED,
                    "the proxy at " + wire.address() + " refused (" + refused.code() + "): " + refused.reason(),
                    refused);
        }
        wire.close();
        throw new ProxyControlException(
                Kind.MALFORMED_ANSWER,
                "the proxy at " + wire.address() + " answered "
                        + answer.getClass().getSimpleName() + " instead of " + expected.getSimpleName(),
                (IOException) null);
    }
}
