package io.baton.e2e.bench;

import io.baton.client.BatonApi;
import io.baton.client.InstanceView;
import io.baton.client.UpgradeView;
import io.baton.e2e.stack.OwnInstance;
import io.baton.e2e.workload.Workload;
import io.baton.e2e.workload.WorkloadResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** Many instances with clients, and what happens to them. They are removed when this is closed. */
final class Crowd implements AutoCloseable {

    private static final String FROM = "6.2.7";
    private static final String TO = "7.0";
    private static final int MEMORY_MB = 32;
    private static final int REPLICAS = 1;
    private static final double MILLIS_A_SECOND = 1_000.0;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofMinutes(30);

    /** An instance that was asked for, and how it came out. */
    record Created(OwnInstance instance, boolean runs, double seconds, String failure) {}

    /** An upgrade that has ended, and what the clients of its instance say of it once they are asked. */
    record Upgraded(UpgradeView upgrade, Waits waits) {

        boolean completed() {
            return upgrade.completed();
        }

        double seconds() {
            return Duration.between(upgrade.createdAt(), upgrade.endedAt()).toMillis() / MILLIS_A_SECOND;
        }

        double holdMillis() {
            return upgrade.hold()
                    .map(hold -> Duration.between(hold.began(), hold.ended()).toNanos() / 1e6)
                    .orElse(0.0);
        }

        double longestWaitMillis() {
            return upgrade.hold()
                    .map(hold -> waits.result.waitMillisAcross(hold.began(), hold.ended(), 1))
                    .orElse(0.0);
        }
    }

    /** What the clients of one instance felt; known when they have been stopped. */
    private static final class Waits {
        private WorkloadResult result;
    }

    private final BatonApi api;
    private final Consumer<String> progress;
    private final List<OwnInstance> all = new ArrayList<>();
    private final Map<OwnInstance, Workload> loads = new LinkedHashMap<>();
    private final Map<OwnInstance, Waits> waits = new LinkedHashMap<>();
    private final Deque<OwnInstance> ready = new ArrayDeque<>();

    /** @param progress is told how far it has come, a line at a time */
    Crowd(BatonApi api, Consumer<String> progress) {
        this.api = api;
        this.progress = progress;
    }

    List<Created> create(int number) {
        long began = System.nanoTime();
        for (int i = 0; i < number; i++) {
            all.add(OwnInstance.request(api, "crowd", "REDIS", FROM, MEMORY_MB, REPLICAS));
        }
        Map<OwnInstance, Created> created = new LinkedHashMap<>();
        Awaitility.await().atMost(LIMIT).pollInterval(LOOK_AGAIN).until(() -> {
            all.stream().filter(one -> !created.containsKey(one)).forEach(one -> {
                InstanceView view = one.view();
                if (!view.status().equals("CREATING")) {
                    created.put(
                            one,
                            new Created(
                                    one,
                                    view.status().equals("RUNNING"),
                                    (System.nanoTime() - began) / 1e9,
                                    view.failure() == null ? "" : view.failure().message()));
                    progress.accept("  created %d of %d".formatted(created.size(), number));
                }
            });
            return created.size() == number;
        });
        return List.copyOf(created.values());
    }

    void load(List<Created> instances, int clients, int perSecond) {
        for (Created one : instances) {
            loads.put(one.instance(), Workload.start(one.instance().endpoint(), clients, perSecond));
            waits.put(one.instance(), new Waits());
            ready.add(one.instance());
        }
    }

    List<Upgraded> upgradeOneByOne(int number) {
        List<Upgraded> upgraded = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            upgraded.addAll(upgradeAtOnce(1));
        }
        return upgraded;
    }

    List<Upgraded> upgradeAtOnce(int number) {
        Map<String, OwnInstance> open = new LinkedHashMap<>();
        for (int i = 0; i < number; i++) {
            OwnInstance instance = ready.remove();
            open.put(api.upgrade(instance.id(), TO, "NOW").id(), instance);
        }
        List<Upgraded> upgraded = new ArrayList<>();
        open.forEach((id, instance) -> {
            upgraded.add(new Upgraded(ended(id), waits.get(instance)));
            progress.accept("  upgraded %d of %d".formatted(upgraded.size(), number));
        });
        return upgraded;
    }

    private UpgradeView ended(String upgradeId) {
        return Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(LOOK_AGAIN)
                .until(() -> api.upgrade(upgradeId), UpgradeView::ended);
    }

    /** Stops all clients and asks them; false if any lost a write, met an error or was disconnected. */
    boolean judge() throws InterruptedException {
        boolean clean = true;
        for (Map.Entry<OwnInstance, Workload> load : loads.entrySet()) {
            WorkloadResult result = load.getValue().stop();
            waits.get(load.getKey()).result = result;
            clean &= result.clean();
        }
        return clean;
    }

    String verdict() {
        long operations = waits.values().stream()
                .mapToLong(one -> one.result.operations())
                .sum();
        long unclean =
                waits.values().stream().filter(one -> !one.result.clean()).count();
        return String.format(
                Locale.ROOT,
                "%,d operations through %d endpoints; instances whose clients lost a write, met an error or were"
                        + " disconnected: %d",
                operations,
                waits.size(),
                unclean);
    }

    @Override
    public void close() {
        loads.values().forEach(Workload::abandon);
        all.forEach(instance -> api.delete(instance.id()));
        Awaitility.await().atMost(LIMIT).until(() -> all.stream().noneMatch(one -> api.exists(one.id())));
    }
}
