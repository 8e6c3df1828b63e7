package io.baton.upgrade;

import io.baton.testkit.FreePort;
import io.baton.testkit.RepositoryRoot;
import io.baton.testkit.TestHome;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A home, engine builds, a clock that can be put forward, and less patience than an installation has. */
public final class Installation implements QuarkusTestResourceLifecycleManager {

    /** What clients of the cloud-compatible endpoint sign with. */
    public static final String KEY_ID = "test-key";

    public static final String KEY_SECRET = "a-secret-of-the-tests-only";

    private static final String HOME = "baton.upgrade.home";

    private TestHome home;

    @Override
    public Map<String, String> start() {
        home = TestHome.create();
        int firstPort = Math.min(FreePort.choose(), 65_000);
        Map<String, String> settings = new HashMap<>(Map.of(
                "baton.webhook.hosts",
                "127.0.0.1",
                // The other services are played, and leave much of what they are asked for undone: QueueFlowTest is
                // about limits.
                "baton.upgrade.queue.creations-per-host",
                "1000",
                "baton.upgrade.queue.creations",
                "1000",
                "baton.upgrade.queue.synchronisations-per-host",
                "1000",
                "baton.upgrade.queue.synchronisations",
                "1000",
                "baton.upgrade.queue.switches-per-host",
                "1000",
                "baton.upgrade.webhooks.first-pause",
                "PT0.2S",
                "baton.upgrade.webhooks.timeout",
                "PT1S"));
        settings.putAll(Map.of(
                "baton.upgrade.queue.switches",
                "1000",
                "baton.upgrade.queue.switches-alone",
                "false",
                "baton.upgrade.default-window.spread",
                "PT0S"));
        settings.putAll(Map.of(
                HOME,
                home.path().toString(),
                "baton.clock.offset.file",
                clock(home.path()).toString(),
                "baton.upgrade.engines",
                RepositoryRoot.engines().toString(),
                "baton.upgrade.endpoints.ports",
                firstPort + "-" + (firstPort + 400),
                "baton.upgrade.limits.back-off",
                "PT0.3S",
                "baton.upgrade.api.cancel-wait",
                "PT2S",
                "baton.upgrade.api.heartbeat",
                "PT0.5S",
                "baton.api.key.id",
                KEY_ID,
                "baton.api.key.secret",
                KEY_SECRET));
        return settings;
    }

    @Override
    public void stop() {
        home.close();
    }

    /** Puts the clock of windows, grants and deadlines forward. */
    public static void putClockForward(Path home, Duration offset) {
        try {
            Files.writeString(clock(home), offset.toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path clock(Path home) {
        return home.resolve("clock-offset");
    }
}
