package io.baton.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.engine.Edition;
import io.baton.engine.EngineId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {

    @ParameterizedTest
    @CsvSource({
        "REDIS, 4.0.14, SLAVEOF, false, false, false, false, false",
        "REDIS, 5.0.14, REPLICAOF, false, false, false, false, true",
        "REDIS, 6.0.5, REPLICAOF, true, false, false, false, true",
        "REDIS, 6.2.7, REPLICAOF, true, true, false, true, true",
        "REDIS, 7.0.15, REPLICAOF, true, true, true, true, true",
        "VALKEY, 8.0.1, REPLICAOF, true, true, true, true, true",
    })
    void knowsWhatEachLineUnderstands(
            Edition edition,
            String version,
            String replicaOf,
            boolean users,
            boolean pausesWritesOnly,
            boolean setsMany,
            boolean syncBytes,
            boolean ignoresMaxmemory) {
        Dialect dialect = dialect(edition, version);

        assertThat(dialect.replicaOfCommand()).isEqualTo(replicaOf);
        assertThat(dialect.hasUsers()).isEqualTo(users);
        assertThat(dialect.hasHello()).isEqualTo(users);
        assertThat(dialect.pausesWritesOnly()).isEqualTo(pausesWritesOnly);
        assertThat(dialect.unpauses()).isEqualTo(pausesWritesOnly);
        assertThat(dialect.setsManyAtOnce()).isEqualTo(setsMany);
        assertThat(dialect.hasFunctions()).isEqualTo(setsMany);
        assertThat(dialect.snapshotCarriesScripts()).isEqualTo(!setsMany);
        assertThat(dialect.replicatesScriptLoad()).isEqualTo(!setsMany);
        assertThat(dialect.tellsSyncBytes()).isEqualTo(syncBytes);
        assertThat(dialect.replicasIgnoreMaxmemory()).isEqualTo(ignoresMaxmemory);
        assertThat(dialect.replicatesScriptEffects()).isEqualTo(ignoresMaxmemory);
    }

    @ParameterizedTest
    @CsvSource({
        "4.0.14, min-replicas-to-write, min-slaves-to-write",
        "5.0.14, min-replicas-to-write, min-replicas-to-write",
        "4.0.14, repl-ping-replica-period, repl-ping-slave-period",
        "6.2.7, hash-max-listpack-entries, hash-max-ziplist-entries",
        "7.0.15, hash-max-listpack-entries, hash-max-listpack-entries",
        "6.2.7, busy-reply-threshold, lua-time-limit",
        "7.0.15, busy-reply-threshold, busy-reply-threshold",
        "4.0.14, maxmemory, maxmemory",
    })
    void knowsASettingsNameInEachLine(String version, String today, String there) {
        assertThat(dialect(Edition.REDIS, version).setting(today)).isEqualTo(there);
    }

    private static Dialect dialect(Edition edition, String version) {
        return Dialect.of(EngineId.of(edition, version));
    }
}
