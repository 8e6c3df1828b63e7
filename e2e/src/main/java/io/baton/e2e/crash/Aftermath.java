package io.baton.e2e.crash;

import io.baton.e2e.history.Verdict;
import io.baton.e2e.stack.Condition;
import java.time.Duration;
import java.util.List;

/**
 * All that is to be known about an upgrade in which something was killed.
 *
 * @param end its state, COMPLETED, CANCELLED or FAILED; anything else means that it had no end in time
 * @param took from the submission to the end
 * @param clients what the clients of the endpoint noticed
 * @param connectionsKept how many of them ended on the connection that they began with
 * @param clientCount how many there were
 * @param servedAgain whether the clients were answered after the end
 * @param old what was written directly to the old master
 * @param oldData what of it the endpoint has in the end
 * @param fresh what was written directly to the new master, from before its promotion on
 * @param freshData what of it the endpoint has in the end
 * @param before how the instance was
 * @param after how it is; null while nobody can tell
 * @param engineVersion of the engine behind the endpoint
 * @param metadataMasterServes whether that engine is the one that the metadata calls master, and is one
 * @param strays processes of nodes that should be gone
 * @param fenceOnDisk whether the master's configuration file would fence it at its next start
 */
public record Aftermath(
        String end,
        Duration took,
        Verdict clients,
        int connectionsKept,
        int clientCount,
        boolean servedAgain,
        DirectHistory old,
        List<Long> oldData,
        DirectHistory fresh,
        List<Long> freshData,
        Condition before,
        Condition after,
        String engineVersion,
        boolean metadataMasterServes,
        List<String> strays,
        boolean fenceOnDisk) {

    boolean completed() {
        return "COMPLETED".equals(end);
    }

    boolean ended() {
        return List.of("COMPLETED", "CANCELLED", "FAILED").contains(end);
    }
}
