package io.baton.contracts;

import io.baton.contracts.InstanceEvent.*;
import io.baton.contracts.UpgradeEvent.*;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One well-formed event of every type: the source of the golden files. */
final class EventSamples {
    private static final String UPGRADE = "upg-1";
    private static final String INSTANCE = "ins-1";
    private static final EngineBuild OLD = new EngineBuild("REDIS", "6.2.7");
    private static final EngineBuild NEW = new EngineBuild("REDIS", "7.0.15");
    private static final NodeSpec SPEC = new NodeSpec(256, 1, "instance/ins-1/password");
    private static final Endpoint ENDPOINT = new Endpoint("127.0.0.1", 21000);
    private static final Reason REASON = new Reason("LINK_DOWN", "The new master lost its link to the old one.");
    private static final Finding FINDING = new Finding(
            "COMMAND_CHANGED",
            Finding.Severity.WARN,
            "XAUTOCLAIM is in use, and its answer has one more part from 7.0 on.",
            "See that the clients' libraries can read it.");
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30.250Z");
    private static final Topology SOURCE =
            topology("old", OLD, 22000).behind(List.of(proxy("proxy-1", 22010, "1.0.0", null)));
    private static final Topology TARGET =
            topology("new", NEW, 22002).behind(List.of(proxy("proxy-2", 22011, "1.1.0", "proxy-1")));

    private EventSamples() {}

    static List<BatonEvent> all() {
        return List.of(
                new InstanceRequested(INSTANCE, OLD, SPEC, ENDPOINT),
                new InstanceProvisioned(INSTANCE, SOURCE),
                new InstanceProvisioningFailed(INSTANCE, REASON),
                new InstanceRemovalRequested(INSTANCE),
                new InstanceRemoved(INSTANCE),
                new UpgradeRequested(UPGRADE, INSTANCE, OLD, NEW, SPEC),
                new ResourcesAllocated(UPGRADE, INSTANCE, SOURCE, TARGET, SPEC.credentialRef()),
                new AllocationFailed(UPGRADE, INSTANCE, REASON),
                new SyncProgressed(
                        UPGRADE,
                        INSTANCE,
                        new SyncProgress(SyncProgress.Phase.FULL, 1_000, 4_000, 20, 500, NOW.plusSeconds(6))),
                new SyncCaughtUp(UPGRADE, INSTANCE, 1, 128, List.of(FINDING)),
                new SyncFellBehind(UPGRADE, INSTANCE, 2, 20_000_000, REASON),
                new SyncFailed(UPGRADE, INSTANCE, REASON),
                new SyncStopped(UPGRADE, INSTANCE),
                new SwitchWindowOpen(
                        UPGRADE, INSTANCE, 1, NOW, NOW.plusSeconds(600), SOURCE, TARGET, SPEC.credentialRef()),
                new SwitchWindowRecalled(UPGRADE, INSTANCE, 1, REASON),
                new SwitchWindowMissed(UPGRADE, INSTANCE, 1, REASON),
                new SwitchCompleted(UPGRADE, INSTANCE, 1, TARGET, receipt(), Map.of("min-replicas-to-write", "0")),
                new ResourcesReleased(UPGRADE, INSTANCE, List.of("old-master", "old-replica"), null),
                new UpgradeCompleted(UPGRADE, INSTANCE, NEW),
                new UpgradeFailed(UPGRADE, INSTANCE, REASON),
                new UpgradeCancelled(UPGRADE, INSTANCE));
    }

    private static SwitchReceipt receipt() {
        return new SwitchReceipt(
                1,
                7,
                4.5,
                0.5,
                0.75,
                0.25,
                1.5,
                0.5,
                1,
                250,
                4_200,
                4_214,
                48,
                16,
                0,
                1,
                "6.2.7",
                "7.0.15",
                NOW,
                new DataComparison(Map.of("string", 16, "hash", 4), 0, List.of(), 1_204, 1_204));
    }

    private static ProxyNode proxy(String id, int controlPort, String release, String replaces) {
        return new ProxyNode(
                id,
                ENDPOINT,
                new Endpoint("127.0.0.1", controlPort),
                "instance/ins-1/proxy-token",
                release,
                replaces,
                false);
    }

    private static Topology topology(String name, EngineBuild build, int port) {
        return new Topology(
                new EngineNode(name + "-master", new Endpoint("127.0.0.1", port), build),
                List.of(new EngineNode(name + "-replica", new Endpoint("127.0.0.1", port + 1), build)),
                List.of());
    }
}
