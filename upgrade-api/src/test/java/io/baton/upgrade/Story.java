package io.baton.upgrade;

import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineBuild;
import io.baton.contracts.EngineNode;
import io.baton.contracts.InstanceEvent.InstanceProvisioned;
import io.baton.contracts.InstanceEvent.InstanceProvisioningFailed;
import io.baton.contracts.InstanceEvent.InstanceRemoved;
import io.baton.contracts.NodeSpec;
import io.baton.contracts.ProxyNode;
import io.baton.contracts.Reason;
import io.baton.contracts.SwitchReceipt;
import io.baton.contracts.SyncProgress;
import io.baton.contracts.Topology;
import io.baton.contracts.UpgradeEvent.AllocationFailed;
import io.baton.contracts.UpgradeEvent.ResourcesAllocated;
import io.baton.contracts.UpgradeEvent.ResourcesReleased;
import io.baton.contracts.UpgradeEvent.SwitchCompleted;
import io.baton.contracts.UpgradeEvent.SwitchWindowMissed;
import io.baton.contracts.UpgradeEvent.SyncCaughtUp;
import io.baton.contracts.UpgradeEvent.SyncFailed;
import io.baton.contracts.UpgradeEvent.SyncFellBehind;
import io.baton.contracts.UpgradeEvent.SyncProgressed;
import io.baton.contracts.UpgradeEvent.SyncStopped;
import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the other services tell about one upgrade from 6.2.7 to 7.0.15. */
public record Story(String upgradeId, String instanceId) {

    public static final EngineBuild OLD = new EngineBuild("REDIS", "6.2.7");
    public static final EngineBuild NEW = new EngineBuild("REDIS", "7.0.15");
    public static final NodeSpec SPEC = new NodeSpec(64, 1, null);
    private static final Instant SOME_TIME = Instant.parse("2026-03-02T10:00:00Z");

    public static Topology old() {
        return nodes("old", 22000, OLD).behind(proxies());
    }

    public static Topology created() {
        return nodes("new", 22010, NEW);
    }

    public static Topology switched() {
        return created().behind(proxies());
    }

    private static Topology nodes(String name, int port, EngineBuild build) {
        return new Topology(
                new EngineNode(name + "-1", new Endpoint("127.0.0.1", port), build),
                List.of(new EngineNode(name + "-2", new Endpoint("127.0.0.1", port + 1), build)),
                List.of());
    }

    private static List<ProxyNode> proxies() {
        return List.of(new ProxyNode(
                "proxy-1",
                new Endpoint("127.0.0.1", 21000),
                new Endpoint("127.0.0.1", 22020),
                "instance/x/proxy-token"));
    }

    public InstanceProvisioned provisioned() {
        return new InstanceProvisioned(instanceId, old());
    }

    public InstanceProvisioned provisioned(String version) {
        return new InstanceProvisioned(
                instanceId,
                nodes("old", 22000, new EngineBuild("REDIS", version)).behind(proxies()));
    }

    public InstanceProvisioningFailed provisioningFailed() {
        return new InstanceProvisioningFailed(instanceId, new Reason("NO_PORT", "No port is free."));
    }

    public InstanceRemoved removed() {
        return new InstanceRemoved(instanceId);
    }

    public UpgradeRequested requested() {
        return new UpgradeRequested(upgradeId, instanceId, OLD, NEW, SPEC);
    }

    public ResourcesAllocated allocated() {
        return new ResourcesAllocated(upgradeId, instanceId, old(), created(), null);
    }

    public AllocationFailed allocationFailed() {
        return new AllocationFailed(upgradeId, instanceId, new Reason("NO_MEMORY", "There is no memory left."));
    }

    public SyncProgressed progressed(long synced) {
        return new SyncProgressed(
                upgradeId,
                instanceId,
                new SyncProgress(SyncProgress.Phase.FULL, synced, 100, 7, 50, SOME_TIME.plusSeconds(3)));
    }

    public SyncCaughtUp caughtUp(long sequence) {
        return new SyncCaughtUp(upgradeId, instanceId, sequence, 14);
    }

    public SyncFellBehind fellBehind(long sequence) {
        return new SyncFellBehind(
                upgradeId, instanceId, sequence, 20_000_000, new Reason("LAG", "20 MB are left to be synced."));
    }

    public SyncFailed syncFailed() {
        return new SyncFailed(upgradeId, instanceId, new Reason("FULL_SYNC_LOOP", "The full sync began 5 times."));
    }

    public SyncStopped stopped() {
        return new SyncStopped(upgradeId, instanceId);
    }

    public SwitchWindowMissed missed(int attempt) {
        return new SwitchWindowMissed(
                upgradeId, instanceId, attempt, new Reason("DRAIN_TIMEOUT", "A long script did not end in time."));
    }

    public SwitchCompleted completed(int attempt) {
        return new SwitchCompleted(upgradeId, instanceId, attempt, switched(), receipt(attempt), Map.of());
    }

    public ResourcesReleased released() {
        return new ResourcesReleased(upgradeId, instanceId, List.of("old-1", "old-2"), null);
    }

    /** Released after an end without a switch; a newer proxy has taken the endpoint over meanwhile, and stays. */
    public ResourcesReleased releasedBehindNewerProxies() {
        return new ResourcesReleased(upgradeId, instanceId, List.of("new-1", "new-2"), newerProxies());
    }

    public static List<ProxyNode> newerProxies() {
        return List.of(new ProxyNode(
                "proxy-2",
                new Endpoint("127.0.0.1", 21000),
                new Endpoint("127.0.0.1", 22021),
                "instance/x/proxy-token",
                "2.0.0",
                null,
                false));
    }

    private static SwitchReceipt receipt(int attempt) {
        return new SwitchReceipt(
                attempt, 2, 4.5, 0.5, 0.4, 0.6, 1, 0.8, 1.2, 40, 1000, 1000, 12, 3, 0, 0, "6.2.7", "7.0.15", SOME_TIME,
                null);
    }
}
