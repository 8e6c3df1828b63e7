package io.baton.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.client.BatonApi;
import io.baton.client.UpgradeView;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Waits for what becomes of upgrades. */
public final class Upgrades {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final BatonApi api;

    public Upgrades(BatonApi api) {
        this.api = api;
    }

    /** Returns the upgrade once it is in one of the states. */
    public UpgradeView await(String id, String... states) {
        Set<String> wanted = Set.of(states);
        return await(id, String.join(" or ", states), view -> wanted.contains(view.state()));
    }

    /** Returns the upgrade once it is as wanted; fails when it has ended otherwise. */
    public UpgradeView await(String id, String what, Predicate<UpgradeView> wanted) {
        AtomicReference<UpgradeView> latest = new AtomicReference<>();
        Awaitility.await("upgrade " + id + " is " + what)
                .atMost(LIMIT)
                .pollInterval(LOOK_AGAIN)
                .failFast("it has not ended otherwise", () -> assertThat(latest.get())
                        .matches(view -> view == null || !view.ended() || wanted.test(view)))
                .until(() -> {
                    latest.set(api.upgrade(id));
                    return wanted.test(latest.get());
                });
        return latest.get();
    }

    public UpgradeView awaitCompleted(String id) {
        return await(id, "COMPLETED");
    }
}
