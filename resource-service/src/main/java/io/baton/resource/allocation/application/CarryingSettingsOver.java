package io.baton.resource.allocation.application;

import io.baton.contracts.EngineNode;
import io.baton.engine.EngineId;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineException;
import io.baton.engine.settings.SettingsPlan;
import io.baton.resource.allocation.model.SettingsToCarry;
import io.baton.resource.node.application.EngineConnections;
import io.baton.resource.node.application.NodeProvider;
import io.baton.resource.node.application.Nodes;
import io.baton.resource.node.application.StartingNodes;
import io.baton.resource.node.application.Work;
import io.baton.resource.node.model.Node;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Gives a new node the settings of the old master, at run time and in its configuration file. What can't be carried over
 * is logged and does not stop the upgrade.
 */
@ApplicationScoped
public class CarryingSettingsOver {
    private static final Logger LOG = Logger.getLogger(CarryingSettingsOver.class);

    private final Nodes nodes;
    private final NodeProvider provider;
    private final StartingNodes starting;
    private final EngineConnections connections;

    CarryingSettingsOver(Nodes nodes, NodeProvider provider, StartingNodes starting, EngineConnections connections) {
        this.nodes = nodes;
        this.provider = provider;
        this.starting = starting;
        this.connections = connections;
    }

    /** The settings of the old master, and what it is. */
    public record Source(EngineId engine, Map<String, String> settings) {

        /** The same, but for these. */
        Source with(Map<String, String> others) {
            Map<String, String> all = new LinkedHashMap<>(settings);
            all.putAll(others);
            return new Source(engine, all);
        }
    }

    public Source read(EngineNode oldMaster, String credentialRef) {
        try (EngineClient engine = connections.open(oldMaster.address(), credentialRef)) {
            return new Source(engine.identity(), engine.configGet("*"));
        }
    }

    /**
     * Settles one node that runs, empty.
     *
     * @return the node with all that it has now
     */
    public Node settle(Node node, Source source, Work work) throws InterruptedException {
        SettingsPlan plan = compare(node, source);
        Node settled = node;
        if (!plan.atStart().isEmpty()) {
            settled = remember(settled, plan.atStart());
            provider.stop(settled);
            starting.start(settled);
            starting.awaitEngine(settled, work);
        }
        return remember(settled, apply(settled, plan.live()));
    }

    /**
     * Reads back what a settled node really has, and logs what differs.
     *
     * @return settings that it gets once it serves
     */
    public Map<String, String> check(Node node, Source source) {
        SettingsPlan rest = compare(node, source);
        rest.atStart().forEach((name, value) -> warn(node, name, "differs"));
        rest.live().forEach((name, value) -> warn(node, name, "differs"));
        rest.leftOut().forEach(missing -> warn(node, missing.name(), "unknown in the new version"));
        return rest.afterSwitch();
    }

    /** Sets what the node accepts; what it refuses is logged. */
    public Map<String, String> apply(Node node, Map<String, String> settings) {
        Map<String, String> accepted = new LinkedHashMap<>();
        if (settings.isEmpty()) {
            return accepted;
        }
        try (EngineClient engine = connections.open(node.address(), node.credentialRef())) {
            settings.forEach((name, value) -> {
                try {
                    engine.configSet(name, value);
                    accepted.put(name, value);
                } catch (EngineException.Refused refused) {
                    warn(node, name, refused.error());
                }
            });
        }
        return accepted;
    }

    /** Writes settings down, for the node's next start. */
    public Node remember(Node node, Map<String, String> more) {
        if (more.isEmpty()) {
            return node;
        }
        Map<String, String> all = new LinkedHashMap<>(node.settings());
        all.putAll(more);
        nodes.settings(node.id(), all);
        provider.keep(node, more);
        return node.with(all);
    }

    /** What a node would need to have the settings of the source. */
    SettingsPlan compare(Node node, Source source) {
        try (EngineClient engine = connections.open(node.address(), node.credentialRef())) {
            return SettingsToCarry.plan(source.engine(), engine.identity(), source.settings(), engine.configGet("*"));
        }
    }

    private static void warn(Node node, String setting, String why) {
        LOG.warnf(
                "setting not carried over upgrade=%s node=%s setting=%s reason=\"%s\"",
                node.upgradeId(), node.id(), setting, why);
    }
}
