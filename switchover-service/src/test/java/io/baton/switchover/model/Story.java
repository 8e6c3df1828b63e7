package io.baton.switchover.model;

import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineBuild;
import io.baton.contracts.EngineNode;
import io.baton.contracts.ProxyNode;
import io.baton.contracts.Reason;
import io.baton.contracts.SwitchReceipt;
import io.baton.contracts.Topology;
import io.baton.contracts.UpgradeEvent.SwitchWindowOpen;
import io.baton.contracts.UpgradeEvent.SwitchWindowRecalled;
import io.baton.contracts.UpgradeEvent.SyncFellBehind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The inputs of the switch's scenarios. */
final class Story {
    static final String UPGRADE = "upg-1";
    static final String INSTANCE = "ins-1";
    static final Instant OPENS = Instant.parse("2026-03-02T10:00:00Z");
    static final Reason REASON = new Reason("TEST", "as a test wants it");

    private Story() {}

    static SwitchWindowOpen open(int attempt) {
        return new SwitchWindowOpen(
                UPGRADE,
                INSTANCE,
                attempt,
                OPENS,
                OPENS.plusSeconds(600),
                topology("old", "6.2.7", 22000),
                topology("new", "7.0.15", 22010),
                null);
    }

    static SwitchWindowRecalled recall(int attempt) {
        return new SwitchWindowRecalled(UPGRADE, INSTANCE, attempt, REASON);
    }

    static SyncFellBehind fellBehind() {
        return new SyncFellBehind(UPGRADE, INSTANCE, 2, 20_000_000, REASON);
    }

    static SwitchSignals.Rehearsed rehearsed() {
        return new SwitchSignals.Rehearsed();
    }

    static SwitchSignals.AttemptBegun begun() {
        return new SwitchSignals.AttemptBegun(
                new Attempt(7, Map.of("min-replicas-to-write", "0"), "6.2.7", "run", OPENS));
    }

    static SwitchSignals.ReadyToCommit ready() {
        return new SwitchSignals.ReadyToCommit(new Commit(100, 114, new Commit.Timings(1, 1, 1, 1), OPENS));
    }

    static SwitchSignals.AttemptFailed failed() {
        return new SwitchSignals.AttemptFailed(REASON);
    }

    static SwitchSignals.GrantUnusable unusable() {
        return new SwitchSignals.GrantUnusable(REASON);
    }

    static SwitchSignals.Undone undone() {
        return new SwitchSignals.Undone();
    }

    static SwitchSignals.Switched switched() {
        return new SwitchSignals.Switched(
                new SwitchReceipt(1, 7, 5, 1, 1, 1, 1, 1, 1, 6, 100, 114, 3, 16, 0, 0, "6.2.7", "7.0.15", OPENS, null),
                Set.of());
    }

    private static Topology topology(String name, String version, int port) {
        return new Topology(
                new EngineNode(name, new Endpoint("127.0.0.1", port), new EngineBuild("REDIS", version)),
                List.of(),
                List.of(new ProxyNode(
                        "proxy", new Endpoint("127.0.0.1", 21000), new Endpoint("127.0.0.1", 21001), "token")));
    }
}
