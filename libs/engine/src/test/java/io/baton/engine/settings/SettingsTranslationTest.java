package io.baton.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.engine.Edition;
import io.baton.engine.EngineId;
import io.baton.engine.EngineLine;
import io.baton.engine.settings.SettingsPlan.LeftOut;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTranslationTest {

    private static final Map<String, String> REDIS_6_2 = defaults("6.2");
    /** But for what has a test of its own: new users may use the channels that they could before. */
    private static final Map<String, String> REDIS_7_0 =
            with(defaults("7.0"), Map.of("acl-pubsub-default", "allchannels"));

    @Test
    void anUntouchedNodeHasNothingToCarryOver() {
        SettingsPlan plan = plan(Map.of());

        assertThat(plan.atStart()).isEmpty();
        assertThat(plan.live()).isEmpty();
        assertThat(plan.afterSwitch()).isEmpty();
        assertThat(plan.leftOut()).isEmpty();
    }

    @Test
    void aDefaultThatHasChangedMeanwhileIsNotCarriedOver() {
        assertThat(REDIS_6_2.get("repl-diskless-sync")).isNotEqualTo(REDIS_7_0.get("repl-diskless-sync"));
        assertThat(plan(Map.of("repl-diskless-sync", "no")).live()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"7.0.15, no", "7.0.15, yes", "5.0.14, "})
    void lazyFreeingStaysAsItWasThoughItsDefaultHasChanged(String version, String onSource) {
        Map<String, String> source =
                onSource == null ? Map.of("hz", "10") : Map.of("hz", "10", "lazyfree-lazy-user-del", onSource);
        Map<String, String> valkey = Map.of("hz", "10", "lazyfree-lazy-user-del", "yes");

        SettingsPlan plan = SettingsTranslation.between(
                        EngineId.of(Edition.REDIS, version), EngineId.of(Edition.VALKEY, "8.0.1"))
                .plan(source, valkey);

        assertThat(plan.live()).isEqualTo("yes".equals(onSource) ? Map.of() : Map.of("lazyfree-lazy-user-del", "no"));
        assertThat(plan.leftOut()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"6.0.5, , allchannels", "6.2.7, allchannels, allchannels", "6.2.7, resetchannels, "})
    void newUsersMayUseTheChannelsThatTheyCouldBefore(String version, String onSource, String carried) {
        Map<String, String> source =
                onSource == null ? Map.of("hz", "10") : Map.of("hz", "10", "acl-pubsub-default", onSource);

        SettingsPlan plan = SettingsTranslation.between(
                        EngineId.of(Edition.REDIS, version), EngineId.of(Edition.REDIS, "7.0.15"))
                .plan(source, Map.of("hz", "10", "acl-pubsub-default", "resetchannels"));

        assertThat(plan.live()).isEqualTo(carried == null ? Map.of() : Map.of("acl-pubsub-default", carried));
    }

    @Test
    void aTargetFollowsWhatIsChangedLaterUnderItsOwnNamesAndBackToTheDefaultToo() {
        Map<String, String> before = with(REDIS_6_2, Map.of("notify-keyspace-events", "KEA"));
        Map<String, String> now = with(REDIS_6_2, Map.of("hash-max-ziplist-entries", "99", "maxmemory", "1000"));
        Map<String, String> target = with(REDIS_7_0, Map.of("notify-keyspace-events", "KEA"));

        assertThat(of62To70().followed(before, now, target))
                .isEqualTo(
                        Map.of("notify-keyspace-events", "", "hash-max-listpack-entries", "99", "maxmemory", "1000"));
        assertThat(of62To70().followed(now, now, target)).isEmpty();
    }

    @Test
    void whatIsTheNodesOwnOrHasToWaitIsNotFollowed() {
        Map<String, String> now = with(
                REDIS_6_2,
                Map.of(
                        "port",
                        "1",
                        "requirepass",
                        "door",
                        "min-replicas-to-write",
                        "99",
                        "timeout",
                        "5",
                        "databases",
                        "3"));

        assertThat(of62To70().followed(REDIS_6_2, now, REDIS_7_0)).isEmpty();
    }

    private static SettingsTranslation of62To70() {
        return SettingsTranslation.between(EngineId.of(Edition.REDIS, "6.2.7"), EngineId.of(Edition.REDIS, "7.0.15"));
    }

    private static Map<String, String> with(Map<String, String> settings, Map<String, String> changed) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(changed);
        return all;
    }

    @Test
    void whatWasChangedIsCarriedOver() {
        SettingsPlan plan = plan(Map.of(
                "maxmemory", "104857600",
                "maxmemory-policy", "allkeys-lru",
                "notify-keyspace-events", "AKE",
                "save", "900 1"));

        assertThat(plan.live())
                .containsOnly(
                        Map.entry("maxmemory", "104857600"),
                        Map.entry("maxmemory-policy", "allkeys-lru"),
                        Map.entry("notify-keyspace-events", "AKE"),
                        Map.entry("save", "900 1"));
        assertThat(plan.atStart()).isEmpty();
    }

    @Test
    void whatOnlyTheStartCanSetIsSeparate() {
        SettingsPlan plan = plan(Map.of("databases", "32", "io-threads", "2"));

        assertThat(plan.atStart()).containsOnly(Map.entry("databases", "32"), Map.entry("io-threads", "2"));
        assertThat(plan.live()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "hash-max-ziplist-entries, 64, hash-max-listpack-entries",
        "lua-time-limit, 100, busy-reply-threshold",
        "slave-priority, 7, replica-priority",
        "repl-ping-slave-period, 3, repl-ping-replica-period",
    })
    void anOldNameBecomesTodaysAndCountsOnce(String old, String value, String today) {
        Map<String, String> source = new HashMap<>(REDIS_6_2);
        source.replaceAll((name, before) -> SettingNames.today(name).equals(today) ? value : before);
        source.put(old, value);

        assertThat(between("6.2.7", "7.0.15").plan(source, REDIS_7_0).live()).containsExactly(Map.entry(today, value));
    }

    @Test
    void aTargetBefore50GetsTheNamesThatItKnows() {
        SettingsPlan plan = new SettingsTranslation(Map.of("replica-priority", "100"), Set.of())
                .plan(Map.of("replica-priority", "7"), Map.of("slave-priority", "100"));

        assertThat(plan.live()).containsExactly(Map.entry("slave-priority", "7"));
    }

    @Test
    void aChangedSettingThatIsGoneIsReportedAndAnUnchangedOneIsNot() {
        assertThat(REDIS_6_2).containsKeys("gopher-enabled", "lua-replicate-commands");

        assertThat(plan(Map.of("lua-replicate-commands", "no")).leftOut())
                .containsExactly(new LeftOut("lua-replicate-commands", "no"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port",
                "bind",
                "dir",
                "dbfilename",
                "logfile",
                "pidfile",
                "unixsocket",
                "daemonize",
                "replicaof",
                "slaveof",
                "requirepass",
                "masterauth",
                "masteruser",
                "aclfile",
                "tls-port",
                "tls-cert-file",
                "supervised",
                "proc-title-template",
                "appendfilename",
                "appenddirname",
                "cluster-enabled",
                "oom-score-adj",
                "replica-announce-ip",
                "slave-announce-port",
                "protected-mode",
                "server_cpulist",
                "syslog-enabled"
            })
    void whatBelongsToTheNodeIsNeverCarriedOver(String name) {
        Map<String, String> source = Map.of(name, "of the old node");

        SettingsPlan plan = new SettingsTranslation(Map.of(name, ""), Set.of()).plan(source, Map.of(name, ""));
        SettingsPlan gone = new SettingsTranslation(Map.of(name, ""), Set.of()).plan(source, Map.of());

        assertThat(plan).isEqualTo(gone).isEqualTo(new SettingsPlan(Map.of(), Map.of(), Map.of(), java.util.List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "min-replicas-to-write, 1",
        "min-replicas-max-lag, 5",
        "replica-read-only, no",
        "replica-serve-stale-data, no",
        "replica-ignore-maxmemory, no",
        "repl-diskless-load, swapdb",
        "timeout, 30",
    })
    void whatWouldHarmAReplicaThatIsBeingFilledWaitsForTheSwitch(String name, String value) {
        SettingsPlan plan = plan(Map.of(name, value));

        assertThat(plan.afterSwitch()).containsExactly(Map.entry(name, value));
        assertThat(plan.live()).isEmpty();
    }

    @Test
    void whereTheDefaultsAreNotKnownWhatDiffersIsCarriedOver() {
        Map<String, String> source = Map.of("maxmemory", "1000", "hz", "10", "gone", "x", "slave-priority", "5");
        Map<String, String> target = Map.of("maxmemory", "0", "hz", "10", "replica-priority", "100");

        SettingsPlan plan = between("4.0.14", "7.0.15").plan(source, target);

        assertThat(plan.live()).containsOnly(Map.entry("maxmemory", "1000"), Map.entry("replica-priority", "5"));
        assertThat(plan.leftOut()).isEmpty();
    }

    @Test
    void outputBufferLimitsAreTheSameUnderBothNamesOfReplicas() {
        String limits = "normal 0 0 0 %s 268435456 67108864 60 pubsub 33554432 8388608 60";

        SettingsPlan plan = new SettingsTranslation(Map.of(), Set.of())
                .plan(
                        Map.of("client-output-buffer-limit", limits.formatted("slave")),
                        Map.of("client-output-buffer-limit", limits.formatted("replica")));

        assertThat(plan.live()).isEmpty();
    }

    @Test
    void aLineWithoutAFileTakesTheNearestOlderOnesStartSettings() {
        assertThat(SettingsFacts.immutableIn(EngineLine.of(Edition.VALKEY, "8.0")))
                .isEqualTo(SettingsFacts.immutableIn(EngineLine.of(Edition.REDIS, "7.0")))
                .contains("databases");
        assertThat(SettingsFacts.immutableIn(EngineLine.of(Edition.REDIS, "4.0")))
                .contains("databases");
        assertThat(SettingsFacts.of(EngineLine.of(Edition.REDIS, "4.0"))).isEmpty();
    }

    private static SettingsPlan plan(Map<String, String> changed) {
        Map<String, String> source = Stream.of(REDIS_6_2, changed)
                .flatMap(settings -> settings.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (before, after) -> after));
        return between("6.2.7", "7.0.15").plan(source, REDIS_7_0);
    }

    private static SettingsTranslation between(String source, String target) {
        return SettingsTranslation.between(EngineId.of(Edition.REDIS, source), EngineId.of(Edition.REDIS, target));
    }

    private static Map<String, String> defaults(String line) {
        return SettingsFacts.of(EngineLine.of(Edition.REDIS, line))
                .orElseThrow()
                .defaults();
    }
}
