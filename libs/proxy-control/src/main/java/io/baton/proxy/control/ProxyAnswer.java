package io.baton.proxy.control;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What a proxy answers to a {@link ProxyCommand}; one JSON object a line, in the order of the commands. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ProxyAnswer.Authenticated.class, name = "authenticated"),
    @JsonSubTypes.Type(value = ProxyAnswer.Prepared.class, name = "prepared"),
    @JsonSubTypes.Type(value = ProxyAnswer.Drained.class, name = "drained"),
    @JsonSubTypes.Type(value = ProxyAnswer.NotDrained.class, name = "notDrained"),
    @JsonSubTypes.Type(value = ProxyAnswer.Switched.class, name = "switched"),
    @JsonSubTypes.Type(value = ProxyAnswer.Released.class, name = "released"),
    @JsonSubTypes.Type(value = ProxyAnswer.TookOver.class, name = "tookOver"),
    @JsonSubTypes.Type(value = ProxyAnswer.Retiring.class, name = "retiring"),
    @JsonSubTypes.Type(value = ProxyAnswer.StaleEpoch.class, name = "staleEpoch"),
    @JsonSubTypes.Type(value = ProxyAnswer.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = ProxyAnswer.StatusReport.class, name = "status"),
})
public sealed interface ProxyAnswer {

    /** The two ends of a hold. */
    sealed interface HoldAnswer extends ProxyAnswer {
        long epoch();
    }

    /** The connection may give commands now. */
    record Authenticated(String instanceId, long epoch, ProxyPhase phase) implements ProxyAnswer {}

    /**
     * Standby connections are open.
     *
     * @param sessions client connections there are
     * @param ready how many of them have a restored standby connection; the others connect during the switch
     */
    record Prepared(long epoch, long sessions, long ready) implements ProxyAnswer {}

    /**
     * Nothing is owed: no command of any client of this proxy is on its way to the old master.
     *
     * @param drainMicros from the receipt of the first hold of this epoch until nothing was owed, in microseconds
     * @param sessions client connections held
     * @param unblocked blocking commands taken back from the old master, to be issued again at the release
     */
    record Drained(long epoch, long drainMicros, long sessions, long unblocked) implements HoldAnswer {}

    /**
     * Replies are still owed after the drain timeout. The proxy stays held until it is told to release.
     *
     * @param reason one sentence for people
     * @param blockers the first few sessions that are not drained
     */
    record NotDrained(long epoch, String reason, List<Blocker> blockers) implements HoldAnswer {

        public NotDrained {
            blockers = blockers == null ? List.of() : List.copyOf(blockers);
        }
    }

    /**
     * The proxy points at the new master; nothing can go to the old one any more.
     *
     * @param connectionsMoved client connections that go on at the new master
     * @param connectionsClosed client connections that could not be moved and were closed
     */
    record Switched(long epoch, long connectionsMoved, long connectionsClosed) implements ProxyAnswer {}

    /**
     * The clients are served again.
     *
     * @param switched whether they are served by the new master
     * @param commandsHeld commands that arrived during the hold
     * @param holdMicros from the receipt of the hold to the release, in microseconds
     * @param longestHoldMicros the longest time that one client's held bytes have waited, in microseconds
     * @param connections client connections released
     * @param connectionsClosed client connections closed by this attempt
     */
    record Released(
            long epoch,
            boolean switched,
            long commandsHeld,
            long holdMicros,
            long longestHoldMicros,
            long connections,
            long connectionsClosed)
            implements ProxyAnswer {}

    /**
     * The proxy accepts the endpoint's clients.
     *
     * @param upstream the master that it sends them to, as the older proxy did
     */
    record TookOver(long epoch, Address upstream) implements ProxyAnswer {}

    /**
     * The proxy will end.
     *
     * @param sessions clients that it still serves
     */
    record Retiring(long epoch, long sessions) implements ProxyAnswer {}

    /** The command's epoch is lower than one that the proxy has already obeyed. */
    record StaleEpoch(long currentEpoch) implements ProxyAnswer {}

    /** The command was not carried out and nothing has changed. */
    record Refused(RefusalCode code, String reason) implements ProxyAnswer {}

    /**
     * What the proxy is doing.
     *
     * @param epoch highest epoch obeyed; 0 before the first
     * @param upstream the master that sessions point at
     * @param target the master that standby connections point at, or null
     * @param sessions client connections
     * @param preparedSessions those with a restored standby connection
     * @param owedReplies replies that the engine owes over all sessions
     * @param heldBytes bytes kept by the present hold
     * @param heldMicros how long the present hold has lasted, 0 if there is none, in microseconds
     * @param bufferedBytes bytes kept in all, of clients and of engines, held or on their way
     * @param accepting whether the proxy accepts new clients
     * @param retiring whether it ends as soon as its clients have gone
     * @param version the release of the proxy; null if it is older than this field
     * @param traffic null if the proxy is older than this field
     */
    record StatusReport(
            String instanceId,
            long epoch,
            ProxyPhase phase,
            Address upstream,
            Address target,
            long sessions,
            long preparedSessions,
            long owedReplies,
            long heldBytes,
            long heldMicros,
            ProxyCounters counters,
            Long bufferedBytes,
            Boolean accepting,
            Boolean retiring,
            String version,
            ProxyTraffic traffic)
            implements ProxyAnswer {

        /** Older proxies do not say the last five: they accept, and know of no retirement. */
        public StatusReport {
            bufferedBytes = bufferedBytes == null ? Long.valueOf(0) : bufferedBytes;
            accepting = accepting == null || accepting;
            retiring = retiring != null && retiring;
        }
    }
}
