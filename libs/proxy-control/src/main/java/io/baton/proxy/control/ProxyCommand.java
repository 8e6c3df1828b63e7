package io.baton.proxy.control;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/**
 * What a switch tells a proxy. One JSON object a line; {@link Authenticate} is the first line of a connection.
 *
 * <p>Every command is idempotent at its epoch: given again, it gets the answer that it got before. A command with a
 * lower epoch than the proxy has seen is answered {@link ProxyAnswer.StaleEpoch} and changes nothing.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ProxyCommand.Authenticate.class, name = "authenticate"),
    @JsonSubTypes.Type(value = ProxyCommand.Prepare.class, name = "prepare"),
    @JsonSubTypes.Type(value = ProxyCommand.Hold.class, name = "hold"),
    @JsonSubTypes.Type(value = ProxyCommand.Switch.class, name = "switch"),
    @JsonSubTypes.Type(value = ProxyCommand.Release.class, name = "release"),
    @JsonSubTypes.Type(value = ProxyCommand.TakeOver.class, name = "takeOver"),
    @JsonSubTypes.Type(value = ProxyCommand.Retire.class, name = "retire"),
    @JsonSubTypes.Type(value = ProxyCommand.Status.class, name = "status"),
})
public sealed interface ProxyCommand {

    /** The first line: proves that the caller may command this proxy. */
    record Authenticate(String token) implements ProxyCommand {

        /** Leaves the token out: commands end up in log lines. */
        @Override
        public String toString() {
            return "Authenticate[token=***]";
        }
    }

    /** A command about one instance. The proxy refuses one that is meant for another instance. */
    sealed interface ForInstance extends ProxyCommand {
        String instanceId();
    }

    /** A command that belongs to one attempt at a switch; the epoch of a later attempt is higher. */
    sealed interface OfEpoch extends ForInstance {
        long epoch();
    }

    /**
     * Every session opens a standby connection to the new master and restores its state there. Clients are served
     * meanwhile. Given again, it opens the standby connections that are missing.
     *
     * @param target the new master, which may still be a replica
     */
    record Prepare(String instanceId, long epoch, Address target) implements OfEpoch {
        /** For so long a proxy tries to reach the target at all. */
        public static final Duration REACH_LIMIT = Duration.ofSeconds(2);

        /** For so long at most it waits for the sessions; what is not there then is not counted as prepared. */
        public static final Duration SESSIONS_LIMIT = Duration.ofSeconds(20);

        /** Whoever waits less than this for the answer may take a slow proxy for a dead one. */
        public static final Duration LONGEST = REACH_LIMIT.plus(SESSIONS_LIMIT);
    }

    /**
     * Stop dispatching at the next command boundary of each session and wait until no reply is owed. The proxy stays
     * held, drained or not, until {@link Release}.
     *
     * @param drainTimeoutMs how long the proxy waits before it answers NotDrained; 1 to 60000 ms
     */
    record Hold(String instanceId, long epoch, long drainTimeoutMs) implements OfEpoch {}

    /**
     * Point every session at the new master. Only a drained proxy does so; it goes on holding.
     *
     * @param target the new master, promoted
     */
    record Switch(String instanceId, long epoch, Address target) implements OfEpoch {}

    /**
     * Send what was held, in order, to the master that the proxy points at: the new one after {@link Switch}, else the
     * old one (the attempt is over and its epoch can't be used for another hold).
     */
    record Release(String instanceId, long epoch) implements OfEpoch {}

    /**
     * To a proxy that does not accept clients yet: get the endpoint's listening sockets from an older proxy on the same
     * machine, and its route, and accept from now on. The older one accepts no more, but would again if this one died.
     * From before this command on both have to be told of every switch.
     *
     * @param from the {@code handoverSocket} of the older proxy; null: the one that this proxy was configured with
     */
    record TakeOver(String instanceId, long epoch, String from) implements OfEpoch {}

    /**
     * To a proxy whose endpoint was taken over: end as soon as no client is left, or when the time that it is configured
     * with is up. Until then it obeys as ever.
     */
    record Retire(String instanceId, long epoch) implements OfEpoch {}

    /** Asks for a {@link ProxyAnswer.StatusReport}; changes nothing. */
    record Status(String instanceId) implements ForInstance {}
}
