package io.baton.e2e.suite;

import io.baton.client.ApiProblem;
import io.baton.client.BatonApi;
import io.baton.client.BatonApi.NewInstance;
import io.baton.client.InstanceView;
import io.baton.client.UpgradeView;
import io.baton.e2e.workload.Target;
import io.baton.local.UserError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Runs a file through the endpoint of an instance of its own: once before an upgrade, again and again while the upgrade runs,
 * and once after it. What passes before and after must pass meanwhile.
 */
final class DuringUpgrade {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int MEMORY_MB = 512;

    /** After so many runs an upgrade that does not end is cancelled. */
    private static final int MOST_RUNS = 40;

    private final UnitRunner runner;
    private final BatonApi api;
    private final String from;
    private final String to;

    /**
     * @param from the version of the instances
     * @param to the line to upgrade to; the same one: to its newest version
     */
    DuringUpgrade(UnitRunner runner, BatonApi api, String from, String to) {
        this.runner = runner;
        this.api = api;
        this.from = from;
        this.to = to;
    }

    /**
     * What a file said in all runs.
     *
     * @param end of the upgrade; null when it was refused
     * @param refusal why, or null
     */
    record Runs(UnitRun before, List<UnitRun> meanwhile, UnitRun after, UpgradeView end, String refusal) {}

    Runs run(String unit) throws IOException, InterruptedException {
        InstanceView instance = create();
        try {
            Target endpoint =
                    new Target(instance.endpoint().host(), instance.endpoint().port(), null);
            LeftSettings settings = new LeftSettings(endpoint);
            UnitRun before = runner.run(unit, endpoint.host(), endpoint.port());
            Map<String, String> left = settings.changed();
            LeftSettings.putBack(endpoint, left);
            List<UnitRun> meanwhile = new ArrayList<>();
            UpgradeView upgrade;
            try {
                upgrade = submit(instance.id());
            } catch (ApiProblem refused) {
                return new Runs(before, List.of(), before, null, refused.getMessage());
            }
            while (!upgrade.ended()) {
                meanwhile.add(runner.run(unit, endpoint.host(), endpoint.port()));
                LeftSettings.putBack(endpoint, left);
                if (meanwhile.size() == MOST_RUNS) {
                    api.cancel(upgrade.id());
                }
                upgrade = api.upgrade(upgrade.id());
            }
            return new Runs(before, meanwhile, runner.run(unit, endpoint.host(), endpoint.port()), upgrade, null);
        } finally {
            api.delete(instance.id());
        }
    }

    private UpgradeView submit(String instanceId) {
        return from.startsWith(to + ".") ? api.upgradeMinor(instanceId, "NOW") : api.upgrade(instanceId, to, "NOW");
    }

    private InstanceView create() {
        String name = "suite-" + UUID.randomUUID().toString().substring(0, 8);
        String id = api.create(new NewInstance(name, "REDIS", from, MEMORY_MB, 1, 1, null))
                .id();
        try {
            Awaitility.await().atMost(LIMIT).pollInterval(LOOK_AGAIN).until(() -> "RUNNING"
                    .equals(api.instance(id).status()));
        } catch (ConditionTimeoutException late) {
            throw new UserError("The instance %s does not run after %d s.", id, LIMIT.toSeconds());
        }
        return api.instance(id);
    }
}
