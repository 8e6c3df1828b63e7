package io.baton.engine.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.Finding;
import io.baton.contracts.Finding.Severity;
import io.baton.engine.Edition;
import io.baton.engine.EngineId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrecheckTest {
    private static final EngineId SEVEN = EngineId.of(Edition.REDIS, "7.0.15");

    private EngineId engine = EngineId.of(Edition.REDIS, "6.2.7");
    private final Map<String, String> info = new HashMap<>(Map.of(
            "used_memory", "1000000",
            "maxmemory", "10000000",
            "used_memory_rss", "2000000",
            "total_system_memory", "100000000",
            "uptime_in_seconds", "3600",
            "instantaneous_input_kbps", "12.50"));
    private Map<String, Long> calls = Map.of("get", 7L);
    private Optional<Set<String>> modules = Optional.of(Set.of());
    private List<String> unknown = List.of();
    private List<String> forbidden = List.of();
    private boolean evicts;

    @Test
    void aSoundSourceHasNoFindings() {
        assertThat(findings(SEVEN)).isEmpty();
    }

    @Test
    void aModuleThatTheTargetLacksBlocks() {
        modules = Optional.of(Set.of("search", "bloom"));
        assertThat(findings(SEVEN)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("MODULES_MISSING");
            assertThat(finding.severity()).isEqualTo(Severity.BLOCK);
            assertThat(finding.message()).contains("bloom, search");
        });
        assertThat(Precheck.judge(facts(), SEVEN, Set.of("search", "bloom"), Set.of()))
                .isEmpty();
    }

    @Test
    void modulesThatCantBeSeenAreAWarning() {
        modules = Optional.empty();
        assertThat(codes(SEVEN)).containsExactly("MODULES_UNKNOWN");
    }

    @Test
    void commandsThatTheSwitchNeedsBlock() {
        unknown = List.of("CONFIG");
        forbidden = List.of("CLIENT KILL");
        assertThat(findings(SEVEN)).hasSize(2).allMatch(finding -> finding.severity() == Severity.BLOCK);
        assertThat(codes(SEVEN)).containsExactly("COMMAND_RENAMED", "COMMAND_FORBIDDEN");
    }

    @Test
    void scriptsOfAVersionThatReplicatesThemAsTextBlock() {
        engine = EngineId.of(Edition.REDIS, "4.0.14");
        assertThat(codes(SEVEN)).isEmpty();
        calls = Map.of("eval", 1L);
        assertThat(findings(SEVEN)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("SCRIPTS_REPLICATE_AS_TEXT");
            assertThat(finding.severity()).isEqualTo(Severity.BLOCK);
            assertThat(finding.advice()).contains("redis.replicate_commands()");
        });
        assertThat(codes(EngineId.of(Edition.REDIS, "4.0.15")))
                .as("the same line runs them the same")
                .isEmpty();
        engine = EngineId.of(Edition.REDIS, "5.0.14");
        assertThat(codes(SEVEN)).isEmpty();
    }

    @Test
    void memoryBeyondEightyPercentIsAWarning() {
        info.put("used_memory", "8000001");
        assertThat(codes(SEVEN)).containsExactly("MEMORY_HIGH");
        info.put("used_memory", "8000000");
        info.put("used_memory_rss", "80000001");
        assertThat(codes(SEVEN)).containsExactly("HOST_MEMORY_HIGH");
        info.put("used_memory_rss", "1000");
        info.put("maxmemory", "0");
        assertThat(codes(SEVEN)).isEmpty();
    }

    @Test
    void evictionMovesToTheMasterFromFiveOn() {
        engine = EngineId.of(Edition.REDIS, "4.0.14");
        evicts = true;
        assertThat(codes(SEVEN)).contains("REPLICAS_EVICT_NO_MORE");
        engine = EngineId.of(Edition.REDIS, "5.0.14");
        assertThat(codes(SEVEN)).doesNotContain("REPLICAS_EVICT_NO_MORE");
    }

    @Test
    void fullSynchronisationsAgainAndAgainAreAWarning() {
        info.put("connected_slaves", "1");
        info.put("sync_full", "6");
        assertThat(codes(SEVEN)).isEmpty();
        info.put("sync_full", "7");
        assertThat(codes(SEVEN)).containsExactly("FULL_SYNC_LOOP");
        info.put("uptime_in_seconds", "4200");
        assertThat(codes(SEVEN)).as("seldom enough").isEmpty();
    }

    @Test
    void moreWritesThanTheBufferHoldsWhileTheSnapshotTravelsAreAWarning() {
        info.put("maxmemory", "0");
        info.put("used_memory", Long.toString(10L << 30));
        info.put("instantaneous_input_kbps", Integer.toString(50 * 1024));
        assertThat(codes(SEVEN)).isEmpty();
        info.put("instantaneous_input_kbps", Integer.toString(60 * 1024));
        assertThat(codes(SEVEN)).containsExactly("WRITE_RATE_HIGH");
    }

    @Test
    void commandsThatChangeOnTheWayAreToldIfTheyAreInUse() {
        calls = Map.of("xautoclaim", 3L, "stralgo", 1L, "xclaim", 0L);
        assertThat(findings(SEVEN))
                .extracting(Finding::message)
                .containsExactly(
                        "XAUTOCLAIM is in use (3 calls); from 7.0 on it answers with a third part, the ids of entries that"
                                + " were deleted, and takes those from the pending ones.",
                        "STRALGO is in use (1 calls); from 7.0 on it is gone.");
        assertThat(codes(EngineId.of(Edition.REDIS, "6.2.14"))).isEmpty();
        engine = EngineId.of(Edition.REDIS, "7.0.15");
        assertThat(codes(EngineId.of(Edition.VALKEY, "8.0.1"))).isEmpty();
    }

    @Test
    void replicasThatBatonHasNotMadeAreNamed() {
        info.put("role", "master");
        info.put("slave0", "ip=10.0.0.1,port=6379,state=online,offset=1,lag=0");
        assertThat(findings(SEVEN)).isEmpty();
        info.put("slave1", "ip=10.9.9.9,port=6380,state=online,offset=1,lag=0");
        assertThat(findings(SEVEN)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("OTHER_REPLICAS");
            assertThat(finding.message()).contains("10.9.9.9:6380").doesNotContain("10.0.0.1");
        });
    }

    @Test
    void iterationsAndUsageThatStayBehindAreWarnings() {
        calls = Map.of("hscan", 2L);
        evicts = true;
        assertThat(codes(SEVEN)).containsExactly("SCAN_IN_USE", "USAGE_NOT_REPLICATED");
    }

    private List<Finding> findings(EngineId target) {
        return Precheck.judge(facts(), target, Set.of(), Set.of("10.0.0.1:6379"));
    }

    private List<String> codes(EngineId target) {
        return findings(target).stream().map(Finding::code).toList();
    }

    private SourceFacts facts() {
        return new SourceFacts(engine, info, calls, modules, unknown, forbidden, evicts);
    }
}
