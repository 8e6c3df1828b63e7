package io.baton.proxy.switching;

import io.baton.proxy.EventLog;
import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyAnswer.NotDrained;
import io.baton.proxy.control.ProxyAnswer.Prepared;
import io.baton.proxy.control.ProxyAnswer.Released;
import io.baton.proxy.control.ProxyAnswer.Switched;
import java.io.IOException;

/** What the log says about a switch. Called behind the answer: a line costs as much as a step of the switch. */
final class SwitchLog {

    private final EventLog log;
    private final String instanceId;

    SwitchLog(EventLog log, String instanceId) {
        this.log = log;
        this.instanceId = instanceId;
    }

    void prepared(Prepared answer, Address target) {
        log.info(
                "prepared",
                "instance",
                instanceId,
                "epoch",
                answer.epoch(),
                "target",
                target,
                "sessions",
                answer.sessions(),
                "ready",
                answer.ready());
    }

    void notDrained(NotDrained answer) {
        log.warn("not-drained", "instance", instanceId, "epoch", answer.epoch(), "reason", answer.reason());
    }

    void switched(Switched answer, Address upstream, long drainMicros) {
        log.info(
                "switched",
                "instance",
                instanceId,
                "epoch",
                answer.epoch(),
                "upstream",
                upstream,
                "drainMicros",
                drainMicros,
                "moved",
                answer.connectionsMoved(),
                "closed",
                answer.connectionsClosed());
    }

    void released(Released answer, Address upstream) {
        log.info(
                "released",
                "instance",
                instanceId,
                "epoch",
                answer.epoch(),
                "upstream",
                upstream,
                "holdMicros",
                answer.holdMicros(),
                "commandsHeld",
                answer.commandsHeld());
    }

    void notSaved(IOException reason) {
        log.warn("state-not-saved", "instance", instanceId, "reason", reason);
    }
}
