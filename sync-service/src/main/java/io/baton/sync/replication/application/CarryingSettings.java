package io.baton.sync.replication.application;

import io.baton.contracts.EngineNode;
import io.baton.contracts.Finding;
import io.baton.contracts.Finding.Severity;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineException;
import io.baton.engine.settings.SettingsTranslation;
import io.baton.saga.infrastructure.Lease;
import io.baton.sync.replication.model.NodeSettings;
import io.baton.sync.replication.model.SyncSignals.OriginalsChanged;
import io.baton.sync.replication.model.SyncState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Lets the settings of the new nodes follow those of the old master, which they got when they were made: an upgrade can wait
 * for a night, and somebody may change a setting meanwhile. Where the synchronisation itself has set a value for the time
 * being, it is what will be put back that follows.
 */
@ApplicationScoped
public class CarryingSettings {
    private static final Logger LOG = Logger.getLogger(CarryingSettings.class);
    private static final List<String> ALL = List.of("*");

    private final SyncSettings settings;

    CarryingSettings(SyncSettings settings) {
        this.settings = settings;
    }

    /** What one holder of the lease knows: the settings of the old master that a node has, by its id. */
    static final class Known {
        private final Map<String, Map<String, String>> nodes = new HashMap<>();
        private final Map<String, Finding> findings = new TreeMap<>();

        List<Finding> findings() {
            return List.copyOf(findings.values());
        }
    }

    void carry(Lease<SyncState> lease, Nodes nodes, Known known) {
        EngineNode oldMaster = lease.state().nodes().oldMaster();
        Map<String, String> ofSource = lease.state().settingsOf(oldMaster).ofUsers(nodes.settings(oldMaster, ALL));
        for (EngineNode node : lease.state().nodes().newNodes()) {
            if (ofSource.equals(known.nodes.get(node.nodeId()))) {
                continue;
            }
            try {
                follow(lease, nodes, node, ofSource, known);
                known.nodes.put(node.nodeId(), ofSource);
            } catch (EngineException notNow) {
                LOG.warnf(
                        "settings not carried over, tried again node=%s reason=\"%s\"",
                        node.nodeId(), notNow.getMessage());
            }
        }
    }

    private void follow(
            Lease<SyncState> lease, Nodes nodes, EngineNode node, Map<String, String> ofSource, Known known) {
        EngineClient target = nodes.engine(node);
        SettingsTranslation translation = SettingsTranslation.between(
                nodes.engine(lease.state().nodes().oldMaster()).identity(), target.identity());
        NodeSettings changes = lease.state().settingsOf(node);
        Map<String, String> has = nodes.settings(node, ALL);
        Map<String, String> wanted = wanted(translation, ofSource, changes.ofUsers(has), known, node);
        NodeSettings.Followed followed = changes.follow(wanted, has);
        if (!followed.originals().isEmpty()) {
            lease.signal(new OriginalsChanged(node.nodeId(), followed.originals()));
        }
        if (wanted.isEmpty()) {
            return;
        }
        lease.ensureHeldFor(settings.margin());
        Map<String, String> refused = target.configSetEach(followed.now());
        refused.forEach((name, error) -> {
            LOG.warnf(
                    "setting not carried over upgrade=%s node=%s setting=%s reason=\"%s\"",
                    lease.state().sagaId(), node.nodeId(), name, error);
            known.findings.put(name, refused(name, wanted.get(name), target, error));
        });
        wanted.keySet().removeAll(refused.keySet());
        known.findings.keySet().removeAll(wanted.keySet());
        LOG.infof(
                "settings carried over upgrade=%s node=%s settings=%s",
                lease.state().sagaId(), node.nodeId(), wanted.keySet());
        nodes.writeDown(node);
    }

    /** Who begins does not know what was changed since the node was made: then whatever differs from a default counts. */
    private static Map<String, String> wanted(
            SettingsTranslation translation,
            Map<String, String> ofSource,
            Map<String, String> has,
            Known known,
            EngineNode node) {
        Map<String, String> before = known.nodes.get(node.nodeId());
        return new HashMap<>(
                before == null ? translation.plan(ofSource, has).live() : translation.followed(before, ofSource, has));
    }

    private static Finding refused(String name, String value, EngineClient target, String error) {
        return new Finding(
                "SETTING_NOT_CARRIED",
                Severity.WARN,
                "The old master has " + name + " " + value + ", which " + target.identity() + " does not take: "
                        + error,
                "Set it to what the new version takes, before the switch on the old master or after it.");
    }
}
