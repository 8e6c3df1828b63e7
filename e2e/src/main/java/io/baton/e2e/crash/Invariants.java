package io.baton.e2e.crash;

import io.baton.e2e.stack.Condition;
import java.util.ArrayList;
import java.util.List;

/**
 * What must hold after an upgrade in which one component was killed. Pure.
 *
 * <p>The instances of the kit run with {@code appendfsync always}: what Redis itself would lose when a master dies is
 * nothing then, so nothing is forgiven, whoever the victim is. What differs is what clients may notice: nothing at all,
 * not one error and not one lost connection, unless the victim is a process that they are connected through.
 */
public final class Invariants {

    private Invariants() {}

    /** One sentence for each thing that is wrong; empty if nothing is. */
    public static List<String> violatedBy(CrashPoint point, Aftermath seen) {
        List<String> wrong = new ArrayList<>();
        oneWritableMaster(seen, wrong);
        nothingLost(point, seen, wrong);
        undoneCompletely(point, seen, wrong);
        metadataIsRight(seen, wrong);
        anEnd(seen, wrong);
        return wrong;
    }

    /**
     * A write is executed between its sending and its answer. So one that was sent to the old master after the new one had
     * answered a write shows that both took writes; that the new master keeps its write shows that it was one.
     */
    private static void oneWritableMaster(Aftermath seen, List<String> wrong) {
        seen.fresh().firstKept(seen.freshData()).stream()
                .boxed()
                .flatMap(since -> seen.old().takenAfter(since).stream()
                        .map(write -> "I1: the old master took write " + write.number() + " "
                                + (write.sentNanos() - since) / 1_000_000 + " ms after the new one took writes"))
                .forEach(wrong::add);
    }

    private static void nothingLost(CrashPoint point, Aftermath seen, List<String> wrong) {
        if (!seen.clients().harmless()) {
            wrong.add("I2: " + seen.clients());
        }
        List<Long> missing = seen.old().missingIn(seen.oldData());
        if (!missing.isEmpty()) {
            wrong.add("I2: " + missing.size() + " writes acknowledged by the old master itself are lost, first "
                    + missing.get(0));
        }
        if (seen.oldData().size() != seen.oldData().stream().distinct().count()) {
            wrong.add("I2: a write directly to the old master took effect twice");
        }
        boolean noticed = !seen.clients().clean() || seen.connectionsKept() != seen.clientCount();
        if (noticed && !point.victim().clientsMayNotice()) {
            wrong.add("I2: clients noticed: " + seen.clients().errors() + " errors, "
                    + seen.clients().disconnects() + " disconnects, " + seen.connectionsKept() + " of "
                    + seen.clientCount() + " connections kept");
        }
    }

    /** A proxy that has been replaced stays so. */
    private static void undoneCompletely(CrashPoint point, Aftermath seen, List<String> wrong) {
        if (seen.ended() && !seen.completed()) {
            Condition before = point.replacing() ? seen.before().withoutProxies() : seen.before();
            Condition after = point.replacing() ? seen.after().withoutProxies() : seen.after();
            if (!before.equals(after)) {
                wrong.add("I3: not as before: " + Differences.between(before, after));
            }
        }
        if (seen.ended() && !seen.strays().isEmpty()) {
            wrong.add("I3: still running: " + seen.strays());
        }
        if (seen.fenceOnDisk()) {
            wrong.add("I3: the master would be fenced at its next start");
        }
    }

    private static void metadataIsRight(Aftermath seen, List<String> wrong) {
        String stated = seen.after() == null ? "nothing" : seen.after().version();
        if (!stated.equals(seen.engineVersion())) {
            wrong.add("I4: the metadata states " + stated + ", the engine " + seen.engineVersion());
        }
        if (!seen.metadataMasterServes()) {
            wrong.add("I4: the metadata's master is not the one that takes the writes");
        }
    }

    private static void anEnd(Aftermath seen, List<String> wrong) {
        if (!seen.ended()) {
            wrong.add("I5: no end after " + seen.took().toSeconds() + " s, it is " + seen.end());
        }
        if (!seen.servedAgain()) {
            wrong.add("I5: clients are not answered any more");
        }
    }
}
