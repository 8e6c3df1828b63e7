package io.baton.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.engine.Secret;
import io.baton.engine.client.EngineAddress;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineClients;
import io.baton.engine.settings.SettingsPlan.LeftOut;
import io.baton.testkit.RepositoryRoot;
import io.baton.testkit.TestEngine;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The translation's plan, made from real engines and carried out on real engines. */
class SettingsCarriedOverTest {

    private static final Map<String, String> CHANGED = new LinkedHashMap<>();

    static {
        CHANGED.put("maxmemory", "104857600");
        CHANGED.put("maxmemory-policy", "allkeys-lfu");
        CHANGED.put("notify-keyspace-events", "AKE");
        CHANGED.put("databases", "32");
        CHANGED.put("save", "900 1");
        CHANGED.put("appendonly", "yes");
        CHANGED.put("hash-max-ziplist-entries", "77");
        CHANGED.put("client-output-buffer-limit", "replica 512mb 128mb 30");
        CHANGED.put("slowlog-log-slower-than", "5000");
        CHANGED.put("timeout", "600");
        CHANGED.put("min-replicas-max-lag", "7");
        CHANGED.put("lua-replicate-commands", "no");
        CHANGED.put("requirepass", "not-carried-over");
    }

    private static Vertx vertx;
    private static EngineClients clients;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
        clients = new EngineClients(vertx);
    }

    @AfterAll
    static void stopVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @CsvSource({"6.0.5, 7.0.15", "6.2.7, 7.0.15", "6.2.6, 6.2.7"})
    void aTargetThatFollowsThePlanHasWhatWasChanged(String from, String to) {
        Assumptions.assumeTrue(Files.exists(RepositoryRoot.engines().resolve("redis-" + from + "/redis-server")));
        try (TestEngine source = TestEngine.start(from, CHANGED);
                EngineClient onSource = connect(source)) {
            SettingsPlan plan;
            try (TestEngine fresh = TestEngine.startWithDefaults(to);
                    EngineClient onFresh = connect(fresh)) {
                plan = SettingsTranslation.between(onSource.identity(), onFresh.identity())
                        .plan(onSource.configGet("*"), onFresh.configGet("*"));
            }
            assertThat(plan.atStart()).containsExactly(Map.entry("databases", "32"));
            assertThat(plan.afterSwitch())
                    .containsOnly(Map.entry("timeout", "600"), Map.entry("min-replicas-max-lag", "7"));

            try (TestEngine target = TestEngine.start(to, plan.atStart());
                    EngineClient onTarget = connect(target)) {
                onTarget.configSet(plan.live());
                onTarget.configSet(plan.afterSwitch());

                assertThat(comparable(onTarget)).isEqualTo(comparable(onSource));
                assertThat(onTarget.configGet("requirepass")).containsEntry("requirepass", "");
                assertThat(plan.leftOut())
                        .isEqualTo(
                                to.startsWith("7") ? List.of(new LeftOut("lua-replicate-commands", "no")) : List.of());
            }
        }
    }

    /** The changed settings as an engine has them, under today's names, without those that are not to be carried over. */
    private static Map<String, String> comparable(EngineClient client) {
        Map<String, String> values = new TreeMap<>();
        CHANGED.keySet().stream()
                .filter(name -> !Set.of("requirepass", "lua-replicate-commands").contains(name))
                .forEach(name -> values.put(name, client.configGet(name).get(name)));
        return values;
    }

    private static EngineClient connect(TestEngine engine) {
        return clients.connect(
                new EngineAddress(engine.host(), engine.port()),
                Optional.of(Secret.of(CHANGED.get("requirepass"))),
                Duration.ofSeconds(10));
    }
}
