package io.baton.resource.node.model;

import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineBuild;
import io.baton.contracts.EngineNode;
import io.baton.contracts.ProxyNode;
import java.util.Map;

/**
 * One node as it is written down, before its process is started.
 *
 * @param upgradeId the upgrade that it was allocated for; null for the first nodes of an instance
 * @param slot its place in the plan, such as {@code replica-1}: a plan that is made twice is the same plan
 * @param control where a proxy obeys; null for an engine
 * @param build what an engine runs; null for a proxy
 * @param memoryMb memory of an engine's data in MiB; 0 for a proxy
 * @param credentialRef name of the engines' password, or null where there is none
 * @param settings an engine's settings over Baton's own defaults; never a secret
 * @param follows id of the node that a serving replica follows; null otherwise
 * @param replaces id of the older proxy whose endpoint this one takes over; null otherwise
 * @param sharesEndpoint whether other proxies of the instance listen at the same address
 * @param durable whether the data that it serves was seen complete on its disk
 */
public record Node(
        String id,
        String instanceId,
        String upgradeId,
        String slot,
        NodeKind kind,
        NodeRole role,
        NodeStage stage,
        Desired desired,
        Endpoint address,
        Endpoint control,
        EngineBuild build,
        int memoryMb,
        String credentialRef,
        Map<String, String> settings,
        String follows,
        String replaces,
        boolean sharesEndpoint,
        boolean durable) {

    public Node {
        settings = settings == null ? Map.of() : Map.copyOf(settings);
    }

    public boolean engine() {
        return kind == NodeKind.ENGINE;
    }

    public EngineNode asEngine() {
        return new EngineNode(id, address, build);
    }

    /** @param release what the proxy said that it is of; null: it was not asked */
    public ProxyNode asProxy(String release) {
        return new ProxyNode(
                id,
                address,
                control,
                Credentials.proxyToken(instanceId),
                release,
                stage == NodeStage.SERVING ? null : replaces,
                stage == NodeStage.RETIRING);
    }

    public Node with(Map<String, String> otherSettings) {
        return new Node(
                id,
                instanceId,
                upgradeId,
                slot,
                kind,
                role,
                stage,
                desired,
                address,
                control,
                build,
                memoryMb,
                credentialRef,
                otherSettings,
                follows,
                replaces,
                sharesEndpoint,
                durable);
    }
}
