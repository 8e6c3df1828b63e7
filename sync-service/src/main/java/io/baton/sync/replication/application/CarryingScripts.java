package io.baton.sync.replication.application;

import io.baton.contracts.EngineNode;
import io.baton.contracts.Finding;
import io.baton.contracts.Finding.Severity;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineException;
import io.baton.saga.infrastructure.Lease;
import io.baton.sync.replication.application.ScriptSource.Outcome;
import io.baton.sync.replication.application.ScriptSource.Reading;
import io.baton.sync.replication.model.CarriedOver.Scripts;
import io.baton.sync.replication.model.NodeSight.Seen;
import io.baton.sync.replication.model.ScriptCache;
import io.baton.sync.replication.model.SyncNodes;
import io.baton.sync.replication.model.SyncObservation;
import io.baton.sync.replication.model.SyncState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Sees to it that every new node has the scripts of the old master, so that EVALSHA goes on working. A snapshot brings them
 * to 6.2 and older, and the stream brings later SCRIPT LOADs; what neither brings is read from a snapshot and loaded.
 *
 * <p>From 7.0 on a source's scripts are volatile by definition and are in no snapshot: nothing is carried from there.
 */
@ApplicationScoped
public class CarryingScripts {
    private static final Logger LOG = Logger.getLogger(CarryingScripts.class);
    /** A reading costs the old master a snapshot; an application that makes a new script for every call never ends. */
    private static final int MOST_READINGS = 5;
    /** What the stream is just bringing is not missing. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int DIGESTS_AT_ONCE = 1_000;

    private final ScriptSource scripts;

    CarryingScripts(ScriptSource scripts) {
        this.scripts = scripts;
    }

    /** What one holder of the lease knows; another one finds it out again. */
    static final class Known implements AutoCloseable {
        private ScriptCache cache = ScriptCache.UNKNOWN;
        private String sourceRunId;
        private long sourceCount;
        private Reading reading;
        private int readings;
        private Instant missingSince;
        private Instant notBefore = Instant.MIN;
        private String lastFailure;

        @Override
        public void close() {
            if (reading != null) {
                reading.close();
                reading = null;
            }
        }
    }

    Scripts carry(Lease<SyncState> lease, Nodes nodes, SyncObservation seen, boolean linkUp, Known known) {
        SyncNodes of = lease.state().nodes();
        if (!(seen.oldMaster() instanceof Seen old)
                || !nodes.engine(of.oldMaster()).dialect().snapshotCarriesScripts()) {
            return new Scripts(List.of(), List.of());
        }
        forgetWhatIsGone(old, known);
        takeWhatWasRead(seen, known);
        List<String> missing = new ArrayList<>();
        for (EngineNode node : of.newNodes()) {
            if (!(seen.of(node) instanceof Seen sight)
                    || !hasAll(nodes.engine(node), sight, old.cachedScripts(), known.cache)) {
                missing.add(node.nodeId());
            }
        }
        known.missingSince = missing.isEmpty() ? null : known.missingSince == null ? seen.at() : known.missingSince;
        if (missing.isEmpty()) {
            return new Scripts(List.of(), List.of());
        }
        if (known.reading == null && known.readings == MOST_READINGS) {
            return new Scripts(List.of(), List.of(givenUp(missing, known)));
        }
        if (known.reading == null && mayRead(nodes.engine(of.newMaster()), seen, linkUp, known)) {
            known.readings++;
            known.reading = scripts.read(of.oldMaster(), of.credentialRef());
            LOG.infof("scripts are read upgrade=%s reading=%d", lease.state().sagaId(), known.readings);
        }
        return new Scripts(missing, List.of());
    }

    /** Another process, or fewer scripts than before: they were flushed, and must not come back. */
    private static void forgetWhatIsGone(Seen old, Known known) {
        if (!old.runId().equals(known.sourceRunId) || old.cachedScripts() < known.sourceCount) {
            known.cache = ScriptCache.UNKNOWN;
            known.close();
        }
        known.sourceRunId = old.runId();
        known.sourceCount = old.cachedScripts();
    }

    private static void takeWhatWasRead(SyncObservation seen, Known known) {
        Optional<Outcome> outcome = known.reading == null ? Optional.empty() : known.reading.outcome();
        outcome.ifPresent(ended -> {
            known.close();
            known.missingSince = seen.at();
            if (ended instanceof Outcome.Read read) {
                known.cache = ScriptCache.of(read.scripts());
                LOG.infof("scripts were read scripts=%d", read.scripts().size());
            } else if (ended instanceof Outcome.Failed failed) {
                known.lastFailure = failed.why();
                known.notBefore = seen.at().plus(PATIENCE);
                LOG.warnf("scripts could not be read reading=%d reason=\"%s\"", known.readings, failed.why());
            }
        });
    }

    /** Nobody loads scripts into a new node but the stream and this class, so as many means the same ones. */
    private static boolean hasAll(EngineClient node, Seen sight, long ofSource, ScriptCache cache) {
        boolean bySnapshot = node.dialect().snapshotCarriesScripts();
        long expected = ofSource >= 0 ? ofSource : cache.known() ? cache.size() : bySnapshot ? 0 : Long.MAX_VALUE;
        if (sight.cachedScripts() >= expected || ofSource < 0 && bySnapshot) {
            return true;
        }
        if (!cache.known() || sight.loading()) {
            return false;
        }
        try {
            load(node, cache);
            return node.scriptsCached() >= expected;
        } catch (EngineException notNow) {
            LOG.warnf("scripts not loaded, tried again reason=\"%s\"", notNow.getMessage());
            return false;
        }
    }

    private static void load(EngineClient node, ScriptCache cache) {
        for (List<String> digests : cache.digests(DIGESTS_AT_ONCE)) {
            Map<String, Boolean> exist = node.scriptExists(digests);
            digests.stream()
                    .filter(digest -> !exist.get(digest))
                    .forEach(digest -> node.scriptLoad(cache.text(digest)));
        }
    }

    /** The first time while the new master's snapshot travels, to share it; then only what stays missing is a reason. */
    private static boolean mayRead(EngineClient newMaster, SyncObservation seen, boolean linkUp, Known known) {
        if (seen.at().isBefore(known.notBefore)) {
            return false;
        }
        boolean attached = seen.newMaster() instanceof Seen master
                && !master.replication().masterHost().isEmpty();
        boolean first = known.readings == 0 && !newMaster.dialect().snapshotCarriesScripts();
        return first ? attached : linkUp && !seen.at().isBefore(known.missingSince.plus(PATIENCE));
    }

    private static Finding givenUp(List<String> missing, Known known) {
        return new Finding(
                "SCRIPTS_NOT_CARRIED_OVER",
                Severity.WARN,
                "Not all scripts of the old master are on " + String.join(", ", missing) + " after " + known.readings
                        + " readings"
                        + (known.lastFailure == null
                                ? ": new ones come all the time."
                                : ": " + known.lastFailure + "."),
                "See that clients answer NOSCRIPT by EVAL, or load the scripts again after the switch.");
    }
}
