package io.baton.sync.replication.application;

import io.baton.contracts.EngineNode;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineException;
import io.baton.engine.settings.SettingsTranslation;
import io.baton.saga.infrastructure.Lease;
import io.baton.sync.replication.model.SyncNodes;
import io.baton.sync.replication.model.SyncState;
import io.baton.sync.replication.model.SyncTuning;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Lets the settings of the new nodes follow those of the old master, which they got when they were made: an upgrade can wait
 * for a night, and somebody may change a setting meanwhile. What the synchronisation itself changes is not followed.
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
    }

    void carry(Lease<SyncState> lease, Nodes nodes, Known known) {
        SyncNodes of = lease.state().nodes();
        Map<String, String> ofSource = nodes.settings(of.oldMaster(), ALL);
        for (EngineNode node : of.newNodes()) {
            if (ofSource.equals(known.nodes.get(node.nodeId()))) {
                continue;
            }
            try {
                follow(lease, nodes, node, ofSource, known.nodes.get(node.nodeId()));
                known.nodes.put(node.nodeId(), ofSource);
            } catch (EngineException notNow) {
                LOG.warnf(
                        "settings not carried over, tried again node=%s reason=\"%s\"",
                        node.nodeId(), notNow.getMessage());
            }
        }
    }

    private void follow(
            Lease<SyncState> lease,
            Nodes nodes,
            EngineNode node,
            Map<String, String> ofSource,
            Map<String, String> before) {
        EngineClient target = nodes.engine(node);
        SettingsTranslation translation = SettingsTranslation.between(
                nodes.engine(lease.state().nodes().oldMaster()).identity(), target.identity());
        Map<String, String> has = nodes.settings(node, ALL);
        // Who begins does not know what was changed since the node was made: then whatever differs from a default
        // counts.
        Map<String, String> wanted = new HashMap<>(
                before == null ? translation.plan(ofSource, has).live() : translation.followed(before, ofSource, has));
        wanted.keySet().removeIf(SyncTuning::mayChange);
        if (wanted.isEmpty()) {
            return;
        }
        lease.ensureHeldFor(settings.margin());
        Map<String, String> refused = target.configSetEach(wanted);
        refused.forEach((name, error) -> LOG.warnf(
                "setting not carried over upgrade=%s node=%s setting=%s reason=\"%s\"",
                lease.state().sagaId(), node.nodeId(), name, error));
        wanted.keySet().removeAll(refused.keySet());
        LOG.infof(
                "settings carried over upgrade=%s node=%s settings=%s",
                lease.state().sagaId(), node.nodeId(), wanted.keySet());
        nodes.writeDown(node);
    }
}
