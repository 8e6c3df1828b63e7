package io.baton.engine.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.Finding;
import io.baton.contracts.Finding.Severity;
import io.baton.engine.Edition;
import io.baton.engine.EngineId;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.WithEngineClients;
import io.baton.testkit.TestEngine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real engines tell, and what comes of it. */
class GatheringFactsTest extends WithEngineClients {
    private static final EngineId SEVEN = EngineId.of(Edition.REDIS, "7.0.15");

    @ParameterizedTest
    @ValueSource(strings = {"6.0.5", "6.2.6", "6.2.7", "7.0.15"})
    void anUntouchedEngineHasNoFindings(String version) {
        assumeBuild(version);
        try (TestEngine engine = TestEngine.start(version)) {
            assertThat(findings(engine)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.0.5", "6.2.7", "7.0.15"})
    void aRenamedCommandIsFound(String version) {
        assumeBuild(version);
        try (TestEngine engine = TestEngine.start(version, Map.of("rename-command", "CONFIG hidden"))) {
            assertThat(findings(engine)).singleElement().satisfies(finding -> {
                assertThat(finding.code()).isEqualTo("COMMAND_RENAMED");
                assertThat(finding.message()).endsWith(": CONFIG.");
            });
        }
    }

    @Test
    void aRenamedConfigIsFoundWhereCommandItselfIsRenamed() {
        try (TestEngine engine =
                TestEngine.start("6.2.7", Map.of("rename-command", "COMMAND \"\"\nrename-command CONFIG \"\""))) {
            assertThat(findings(engine)).singleElement().satisfies(finding -> {
                assertThat(finding.code()).isEqualTo("COMMAND_RENAMED");
                assertThat(finding.message()).endsWith(": CONFIG.");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.0.5", "6.2.7", "7.0.15"})
    void aForbiddenCommandIsFound(String version) {
        assumeBuild(version);
        try (TestEngine engine = TestEngine.start(version)) {
            engine.command("ACL", "SETUSER", "default", "-replicaof", "-config", "+config|get");
            assertThat(findings(engine)).singleElement().satisfies(finding -> {
                assertThat(finding.code()).isEqualTo("COMMAND_FORBIDDEN");
                assertThat(finding.message()).endsWith(": CONFIG SET, REPLICAOF.");
            });
        }
    }

    @Test
    void aDefaultUserThatMayNotAskForUsersIsFound() {
        try (TestEngine engine = TestEngine.start("6.2.7")) {
            engine.command("ACL", "SETUSER", "default", "-acl");
            assertThat(findings(engine)).extracting(Finding::code).containsExactly("COMMAND_FORBIDDEN");
        }
    }

    @Test
    void commandsInUseAreFoundInTheStatistics() {
        try (TestEngine engine = TestEngine.start("6.2.7")) {
            engine.command("XADD", "stream", "*", "f", "v");
            engine.command("XGROUP", "CREATE", "stream", "group", "0");
            engine.command("XAUTOCLAIM", "stream", "group", "consumer", "0", "0");
            engine.command("STRALGO", "LCS", "STRINGS", "ab", "bc");
            assertThat(findings(engine))
                    .extracting(Finding::code)
                    .containsExactly("COMMAND_CHANGED", "COMMAND_CHANGED");
            assertThat(findings(engine)).noneMatch(finding -> finding.severity() == Severity.BLOCK);
        }
    }

    @Test
    void aFullInstanceIsFound() {
        try (TestEngine engine = TestEngine.start("6.2.7")) {
            engine.command("SET", "large", "x".repeat(3_000_000));
            long used = Long.parseLong(engine.info("used_memory"));
            engine.command("CONFIG", "SET", "maxmemory", Long.toString(used * 10 / 9));
            assertThat(findings(engine)).extracting(Finding::code).containsExactly("MEMORY_HIGH");
        }
    }

    private static List<Finding> findings(TestEngine engine) {
        try (EngineClient client = connect(engine)) {
            return Precheck.judge(GatheringFacts.of(client), SEVEN, Set.of(), Set.of());
        }
    }
}
