package io.baton.upgrade.upgrading.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.engine.Edition;
import io.baton.engine.EngineId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarningsTest {

    @ParameterizedTest(name = "{0} to {1} {2} with {3} replicas: {4}")
    @CsvSource({
        "6.2.6, REDIS, 6.2.7, 1, MEMORY_MEANWHILE",
        "6.2.7, REDIS, 7.0.15, 1, MEMORY_MEANWHILE ACL_CHANNELS_RESET SCRIPTS_NOT_STREAMED",
        "6.2.7, REDIS, 7.0.15, 0, MEMORY_MEANWHILE NO_REPLICA ACL_CHANNELS_RESET SCRIPTS_NOT_STREAMED",
        "6.0.5, REDIS, 6.2.7, 1, MEMORY_MEANWHILE NO_WRITE_PAUSE",
        "4.0.14, REDIS, 5.0.14, 1, MEMORY_MEANWHILE SCRIPTS_REPLICATED_VERBATIM NO_WRITE_PAUSE",
        "7.0.15, VALKEY, 8.0.1, 1, MEMORY_MEANWHILE LAZY_FREE_DEFAULTS"
    })
    void tellWhatChangesBetweenTwoVersions(String from, Edition edition, String to, int replicas, String codes) {
        assertThat(Warnings.of(EngineId.of(Edition.REDIS, from), EngineId.of(edition, to), 64, replicas))
                .extracting(Notice::code)
                .containsExactly(codes.split(" "));
    }
}
