package io.baton.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.baton.engine.Edition;
import io.baton.engine.EngineId;
import io.baton.engine.client.ReplicationInfo.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts under {@code resources} are what real engines printed. */
class InfoTextTest {

    @Test
    void readsLinesAsEnginesEndThem() {
        assertThat(InfoText.parse(
                        "# Server\r\nredis_version:6.2.7\r\n\r\n# Other\r\nempty:\r\nslave0:ip=::1,port=1\r\n"))
                .containsExactly(
                        Map.entry("redis_version", "6.2.7"),
                        Map.entry("empty", ""),
                        Map.entry("slave0", "ip=::1,port=1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.0.5", "6.2.7", "7.0.15"})
    void readsTheVersion(String version) {
        assertThat(InfoText.identity(fields("server-" + version))).isEqualTo(EngineId.of(Edition.REDIS, version));
    }

    @Test
    void valkeyIsValkeyAlthoughItSaysRedisToo() {
        assertThat(InfoText.identity(Map.of("redis_version", "7.2.4", "valkey_version", "8.0.1")))
                .isEqualTo(EngineId.of(Edition.VALKEY, "8.0.1"));
    }

    @Test
    void noVersionIsAnError() {
        assertThatIllegalArgumentException().isThrownBy(() -> InfoText.identity(Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.0.5", "6.2.7", "7.0.15"})
    void readsAMasterAndItsReplicas(String version) {
        ReplicationInfo info = replication("master-" + version);

        assertThat(info.role()).isEqualTo(Role.MASTER);
        assertThat(info.masterReplOffset()).isGreaterThan(2_900);
        assertThat(info.replId()).hasSize(40);
        assertThat(info.linkUp()).isFalse();
        assertThat(info.replicas()).singleElement().satisfies(replica -> {
            assertThat(replica.host()).isEqualTo("127.0.0.1");
            assertThat(replica.port()).isPositive();
            assertThat(replica.online()).isTrue();
            assertThat(replica.offset()).isBetween(2_900L, info.masterReplOffset());
            assertThat(replica.lagSeconds()).isBetween(0L, 1L);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.0.5", "6.2.7", "7.0.15"})
    void readsAReplicaThatStreams(String version) {
        ReplicationInfo info = replication("replica-up-" + version);

        assertThat(info.role()).isEqualTo(Role.REPLICA);
        assertThat(info.linkUp()).isTrue();
        assertThat(info.masterHost()).isEqualTo("127.0.0.1");
        assertThat(info.masterPort()).isPositive();
        assertThat(info.slaveReplOffset()).isGreaterThan(2_900).isEqualTo(info.masterReplOffset());
        assertThat(info.syncInProgress()).isFalse();
        assertThat(info.syncTotalBytes()).isEmpty();
        assertThat(info.replicas()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.0.5", "6.2.7", "7.0.15"})
    void readsAPromotedReplica(String version) {
        ReplicationInfo info = replication("promoted-" + version);

        assertThat(info.role()).isEqualTo(Role.MASTER);
        assertThat(info.replId2()).hasSize(40).isNotEqualTo(info.replId());
        assertThat(info.secondReplOffset()).isEqualTo(info.masterReplOffset() + 1);
    }

    @Test
    void readsHowFarAFullSynchronisationIs() {
        ReplicationInfo info = replication("replica-syncing-6.2.7");

        assertThat(info.linkUp()).isFalse();
        assertThat(info.syncInProgress()).isTrue();
        assertThat(info.syncTotalBytes()).hasValue(2_557_959);
        assertThat(info.syncReadBytes()).hasValue(1_632_256);
        assertThat(info.syncLeftBytes()).hasValue(925_703);
    }

    @Test
    void before62OnlyWhatIsLeftIsKnown() {
        ReplicationInfo info = replication("replica-syncing-6.0.5");

        assertThat(info.syncInProgress()).isTrue();
        assertThat(info.syncTotalBytes()).isEmpty();
        assertThat(info.syncReadBytes()).isEmpty();
        assertThat(info.syncLeftBytes()).hasValue(2_541_575);
    }

    @Test
    void aDisklessTransferHasNoKnownSize() {
        ReplicationInfo info = replication("replica-syncing-diskless-7.0.15");

        assertThat(info.syncTotalBytes()).isEmpty();
        assertThat(info.syncLeftBytes()).isEmpty();
        assertThat(info.syncReadBytes()).hasValue(377_053);
    }

    private static ReplicationInfo replication(String name) {
        return ReplicationInfo.of(fields(name));
    }

    private static Map<String, String> fields(String name) {
        try (InputStream text = InfoTextTest.class.getResourceAsStream(name + ".txt")) {
            return InfoText.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
