package io.baton.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One upgrade, from the request to its end. */
public sealed interface UpgradeEvent extends BatonEvent {

    /** The upgrade this is about. */
    String upgradeId();

    @Override
    default String sagaId() {
        return upgradeId();
    }

    @About(
            "An upgrade begins: it was accepted and checked, and its turn has come; resource-service allocates the new nodes.")
    record UpgradeRequested(
            @About("Upgrade id") String upgradeId,
            @About("Instance id") String instanceId,
            @About("What the instance runs now") EngineBuild from,
            @About("What it will run") EngineBuild to,

            @About("Memory, replicas and credential of the nodes")
            NodeSpec spec)
            implements UpgradeEvent {}

    @About("The new nodes are up, empty and configured.")
    record ResourcesAllocated(
            @About("Upgrade id") String upgradeId,
            @About("Instance id") String instanceId,
            @About("The nodes that serve the instance now") Topology source,

            @About("The new nodes, which serve nobody yet; of proxies those that replace older ones")
            Topology target,

            @About("Name under which the nodes' password is stored, or null where there is none")
            String credentialRef)
            implements UpgradeEvent {

        @Override
        public Optional<BatonEvent> insteadOfIt(Reason refused) {
            return Optional.of(new AllocationFailed(upgradeId, instanceId, refused));
        }
    }

    @About("Stage 1 can't go on.")
    record AllocationFailed(
            @About("Upgrade id") String upgradeId,
            @About("Instance id") String instanceId,
            @About("Why") Reason reason) implements UpgradeEvent {}

    @About("How far the synchronisation is; at most one a second.")
    record SyncProgressed(
            @About("Upgrade id") String upgradeId,
            @About("Instance id") String instanceId,
            @About("Where the synchronisation is") SyncProgress progress)
            implements UpgradeEvent {}

    @About("Full sync done, less than 10 MB left, new replicas attached and streaming.")
    record SyncCaughtUp(
            @About("Upgrade id") String upgradeId,
            @About("Instance id") String instanceId,

            @About("Rises with every SyncCaughtUp and SyncFellBehind of an upgrade; the highest one holds")
            long sequence,

            @About("Bytes of the replication stream that the new master has not acknowledged")
            long lagBytes,

            @About("What the checks before the switch found, the first few of it; left out by former versions")
            List<Finding> findings,

            @About("How much they found in all; left out by former versions")
            Integer findingsInAll)
            implements UpgradeEvent {

        public SyncCaughtUp {
            List<Finding> all = findings == null ? List.of() : findings;
            findingsInAll = findingsInAll == null ? Integer.valueOf(all.size()) : findingsInAll;
            findings = Bounded.findings(all);
        }

        public SyncCaughtUp(String upgradeId, String instanceId, long sequence, long lagBytes, List<Finding> findings) {
            this(upgradeId, instanceId, sequence, lagBytes, findings, null);
        }

        /** Without findings. */
        public SyncCaughtUp(String upgradeId, String instanceId, long sequence, long lagBytes) {
            this(upgradeId, instanceId, sequence, lagBytes, List.of());
        }

        @Override
        public BatonEvent withoutDetails() {
            return new SyncCaughtUp(upgradeId, instanceId, sequence, lagBytes, List.of(), findingsInAll);
        }

        @Override
        public Optional<BatonEvent> insteadOfIt(Reason refused) {
            return Optional.of(new SyncFailed(upgradeId, instanceId, refused));
        }
    }

    @About("The new nodes are no longer caught up.")
    record SyncFellBehind(
            @About("Upgrade id") String upgradeId,
            @About("Instance id") String instanceId,

            @About("Rises with every SyncCaughtUp and SyncFellBehind of an upgrade; the highest one holds")
            long sequence,

            @About("Bytes of the replication stream that the new master has not acknowledged")
            long lagBytes,

            @About("Why") Reason reason)
            implements UpgradeEvent {}

    @About("Stage 2 can't go on.")
    record SyncFailed(
            @About("Upgrade id") String upgradeId,
            @About("Instance id") String instanceId,
            @About("Why") Reason reason) implements UpgradeEvent {}

    @About("sync-service holds no connection any more and has put back every setting that it changed.")
    record SyncStopped(
            @About("Upgrade id") String upgradeId,
            @About("Instance id") String instanceId) implements UpgradeEvent {}

    @About("A grant: the permission to switch, between two instants.")
    record SwitchWindowOpen(
            @About("Upgrade id") String upgradeId,
            @About("Instance id") String instanceId,

            @About("1 for the first grant of an upgrade, 2 for the second, …")
            int attempt,

            @About("Not before") Instant opensAt,
            @About("The switch is not begun after") Instant closesAt,
            @About("The nodes that serve the instance now") Topology source,
            @About("The nodes that will") Topology target,

            @About("Name under which the nodes' password is stored, or null where there is none")
            String credentialRef)
            implements UpgradeEvent {}

    @About("upgrade-api asks for the grant back: it comes back as SwitchWindowMissed, or as SwitchCompleted.")
    record SwitchWindowRecalled(
            @About("Upgrade id") String upgradeId,
            @About("Instance id") String instanceId,
            @About("The grant that is asked back") int attempt,
            @About("Why") Reason reason)
            implements UpgradeEvent {}

    @About("A grant comes back unused; nothing has changed.")
    record SwitchWindowMissed(
            @About("Upgrade id") String upgradeId,
            @About("Instance id") String instanceId,
            @About("The grant that comes back") int attempt,
            @About("Why") Reason reason)
            implements UpgradeEvent {}

    @About("The new master takes the writes.")
    record SwitchCompleted(
            @About("Upgrade id") String upgradeId,
            @About("Instance id") String instanceId,
            @About("The grant that was used") int attempt,

            @About("The nodes that serve the instance from now on")
            Topology topology,

            @About("What the switch did and how long it took")
            SwitchReceipt receipt,

            @About(
                    "Settings of the old master that its fence has changed, by name, as they were before; left out by former versions")
            Map<String, String> fencedSettings)
            implements UpgradeEvent {

        public SwitchCompleted {
            // Absent in what an older release has sent.
            fencedSettings = fencedSettings == null ? Map.of() : Bounded.settings(fencedSettings);
        }

        /** It has to be heard: the commit is behind it. */
        @Override
        public BatonEvent withoutDetails() {
            return new SwitchCompleted(
                    upgradeId, instanceId, attempt, topology, receipt.withoutComparison(), fencedSettings);
        }
    }

    @About("Old nodes gone after a success, new nodes gone after any other end.")
    record ResourcesReleased(
            @About("Upgrade id") String upgradeId,
            @About("Instance id") String instanceId,
            @About("Ids of the nodes that are gone") List<String> nodeIds,

            @About(
                    "The proxies that accept the instance's clients, or null where the upgrade has left them as they were")
            List<ProxyNode> newProxies)
            implements UpgradeEvent {

        public ResourcesReleased {
            newProxies = newProxies == null ? null : List.copyOf(newProxies);
        }
    }

    @About("An end: the instance serves from its new version.")
    record UpgradeCompleted(
            @About("Upgrade id") String upgradeId,
            @About("Instance id") String instanceId,
            @About("What the instance runs now") EngineBuild build)
            implements UpgradeEvent {}

    @About("An end: the upgrade failed before the commit; the instance stays as it was and all is undone.")
    record UpgradeFailed(
            @About("Upgrade id") String upgradeId,
            @About("Instance id") String instanceId,
            @About("Why") Reason reason) implements UpgradeEvent {}

    @About("An end: the upgrade was cancelled before the commit; the instance stays as it was and all is undone.")
    record UpgradeCancelled(
            @About("Upgrade id") String upgradeId,
            @About("Instance id") String instanceId) implements UpgradeEvent {}
}
