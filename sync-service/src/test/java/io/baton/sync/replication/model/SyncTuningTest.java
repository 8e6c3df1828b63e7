package io.baton.sync.replication.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyncTuningTest {
    private static final Map<String, String> DEFAULTS = Map.of(
            "client-output-buffer-limit", "normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60",
            "repl-backlog-size", "1048576",
            "repl-timeout", "60",
            "repl-diskless-sync", "no",
            "repl-diskless-sync-delay", "5",
            "repl-diskless-sync-max-replicas", "0",
            "repl-ping-replica-period", "10");
    private static final NodeSight.Seen STREAMING =
            Info.of("6.2.7-master-streaming").with("master_repl_offset", 999).sight();

    private final SyncTuning tuning = new SyncTuning(1L << 30, 64L << 20, 300);

    @Test
    void theDefaultsAreRaised() {
        assertThat(tuning.ofOldMaster(DEFAULTS, STREAMING))
                .containsExactlyInAnyOrder(
                        new TemporarySetting(
                                "client-output-buffer-limit", "slave 268435456 67108864 60", "slave 1073741824 0 0"),
                        new TemporarySetting("repl-backlog-size", "1048576", "67108864"),
                        new TemporarySetting("repl-timeout", "60", "300"),
                        new TemporarySetting("repl-diskless-sync-delay", "5", "0"));
    }

    @Test
    void whatIsLargeEnoughStays() {
        Map<String, String> large = Map.of(
                "client-output-buffer-limit", "normal 0 0 0 replica 0 0 0 pubsub 33554432 8388608 60",
                "repl-backlog-size", "1073741824",
                "repl-timeout", "3600",
                "repl-diskless-sync-delay", "0");

        assertThat(tuning.ofOldMaster(large, STREAMING)).isEmpty();
    }

    @Test
    void theBacklogTakesOnlyAQuarterOfTheMemoryThatIsLeft() {
        NodeSight.Seen full = Info.of("6.2.7-master-streaming")
                .with("master_repl_offset", 999)
                .with("used_memory", 100_000_000)
                .with("maxmemory", 108_000_000)
                .sight();
        NodeSight.Seen over = Info.of("6.2.7-master-streaming")
                .with("master_repl_offset", 999)
                .with("used_memory", 109_000_000)
                .with("maxmemory", 108_000_000)
                .sight();

        assertThat(tuning.ofOldMaster(DEFAULTS, full))
                .contains(new TemporarySetting("repl-backlog-size", "1048576", "2000000"));
        assertThat(tuning.ofOldMaster(DEFAULTS, over))
                .noneMatch(change -> change.name().equals("repl-backlog-size"));
    }

    @Test
    void theOutputBufferHoldsAtLeastAsMuchAsTheData() {
        NodeSight.Seen large = Info.of("6.2.7-master-streaming")
                .with("used_memory", 5_000_000_000L)
                .sight();

        assertThat(tuning.ofOldMaster(DEFAULTS, large))
                .contains(new TemporarySetting(
                        "client-output-buffer-limit", "slave 268435456 67108864 60", "slave 5000000000 0 0"));
    }

    @Test
    void aMasterThatNeverStreamedAnythingIsMadeToPing() {
        assertThat(tuning.ofOldMaster(DEFAULTS, Info.of("6.2.7-master-alone").sight()))
                .contains(new TemporarySetting("repl-ping-replica-period", "10", "1"));
    }

    @Test
    void theNewMasterForksOnceForAllOfItsReplicasAndDoesNotWaitForMore() {
        assertThat(tuning.ofNewMaster(DEFAULTS, STREAMING, 1))
                .contains(new TemporarySetting("repl-diskless-sync-delay", "5", "0"))
                .noneMatch(change -> change.name().equals("repl-diskless-sync-max-replicas"));
        assertThat(tuning.ofNewMaster(DEFAULTS, STREAMING, 2))
                .contains(
                        new TemporarySetting("repl-diskless-sync-delay", "5", "1"),
                        new TemporarySetting("repl-diskless-sync-max-replicas", "0", "2"));
    }

    @Test
    void whatIsPutBackIsWhatWasChangedAndNothingElse() {
        NodeSettings changes = new NodeSettings("old-master", tuning.ofOldMaster(DEFAULTS, STREAMING));
        Map<String, String> during = Map.of(
                "client-output-buffer-limit", "normal 7 7 7 slave 1073741824 0 0 pubsub 33554432 8388608 60",
                "repl-backlog-size", "123456789",
                "repl-timeout", "300",
                "repl-diskless-sync-delay", "5");

        assertThat(changes.toRestore(during))
                .as("the backlog was set by somebody else meanwhile, the delay is back already")
                .isEqualTo(Map.of(
                        "client-output-buffer-limit", "slave 268435456 67108864 60",
                        "repl-timeout", "60"));
        assertThat(changes.toApply(DEFAULTS)).hasSize(4);
        assertThat(changes.toApply(during)).isEqualTo(Map.of("repl-diskless-sync-delay", "0"));
        assertThat(new NodeSettings("x", List.of()).toRestore(during)).isEmpty();
    }

    @Test
    void whatUsersHaveSetIsNeverTheTemporaryValue() {
        NodeSettings changes = new NodeSettings("old-master", tuning.ofOldMaster(DEFAULTS, STREAMING));
        Map<String, String> during = Map.of(
                "client-output-buffer-limit", "normal 7 7 7 slave 1073741824 0 0 pubsub 33554432 8388608 60",
                "repl-backlog-size", "123456789",
                "repl-timeout", "300",
                "maxmemory", "0");

        assertThat(changes.ofUsers(during))
                .isEqualTo(Map.of(
                        "client-output-buffer-limit",
                                "normal 7 7 7 pubsub 33554432 8388608 60 slave 268435456 67108864 60",
                        "repl-backlog-size", "123456789",
                        "repl-timeout", "60",
                        "maxmemory", "0"));
    }

    @Test
    void whatFollowsWaitsOnlyWhereATemporaryValueStands() {
        NodeSettings changes = new NodeSettings("new-master", tuning.ofNewMaster(DEFAULTS, STREAMING, 1));
        Map<String, String> during = Map.of(
                "client-output-buffer-limit", "normal 0 0 0 slave 1073741824 0 0 pubsub 33554432 8388608 60",
                "repl-backlog-size", "67108864",
                "repl-timeout", "60");
        NodeSettings.Followed followed = changes.follow(
                Map.of(
                        "client-output-buffer-limit", "normal 0 0 0 slave 9 8 7 pubsub 6 5 4",
                        "repl-backlog-size", "99",
                        "repl-timeout", "120",
                        "maxmemory", "5"),
                during);

        assertThat(followed.now())
                .isEqualTo(Map.of(
                        "client-output-buffer-limit",
                        "normal 0 0 0 pubsub 6 5 4",
                        "repl-timeout",
                        "120",
                        "maxmemory",
                        "5"));
        assertThat(followed.originals())
                .isEqualTo(Map.of("client-output-buffer-limit", "slave 9 8 7", "repl-backlog-size", "99"));
        assertThat(changes.with(followed.originals()).toRestore(during))
                .isEqualTo(Map.of("client-output-buffer-limit", "slave 9 8 7", "repl-backlog-size", "99"));
    }
}
