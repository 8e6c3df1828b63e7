package io.baton.upgrade.cloud.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.contracts.EngineBuild;
import io.baton.engine.Secret;
import io.baton.upgrade.instances.model.InstancePhase;
import io.baton.upgrade.shared.model.Refusal;
import io.baton.upgrade.upgrading.model.UpgradePhase;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How Baton's words become that cloud's. */
class CloudWordsTest {

    @ParameterizedTest
    @CsvSource({"6, 4.0", "8, 5.0", "15, 6.2", "17, 7.0"})
    void aStandardTypeIsALine(String number, String line) {
        assertThat(TypeId.target(number).line()).isEqualTo(line);
        assertThat(TypeId.of(new EngineBuild("REDIS", line + ".1"))).hasValue(Integer.valueOf(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "9", "16", "18"})
    void aClusterTypeIsRefused(String number) {
        failsWith("UnsupportedOperation.ClusterInstanceAccessedDeny", () -> TypeId.target(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2", "19", "015", "7.0", "-6", ""})
    void anUnknownTypeIsRefused(String number) {
        failsWith("InvalidParameter.InvalidParameter", () -> TypeId.target(number));
    }

    @Test
    void thatCloudHasNoTypeForValkeyNorForLinesThatItNeverHad() {
        assertThat(TypeId.of(new EngineBuild("VALKEY", "7.0.1"))).isEmpty();
        assertThat(TypeId.of(new EngineBuild("REDIS", "6.0.16"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "REQUESTED, preparing, 0, 1",
        "ALLOCATING, running, 1, 1",
        "SYNCING, running, 1, 7",
        "WAITING_FOR_WINDOW, running, 1, 8",
        "SWITCHING, running, 1, 12",
        "FINISHING, running, 1, 12",
        "COMPLETED, succeed, 2, 9",
        "CANCELLING, running, 1, 11",
        "CANCELLED, failed, 4, 10",
        "FAILING, running, 1, 11",
        "FAILED, failed, 4, 10",
    })
    void aPhaseIsAStatus(UpgradePhase phase, String status, int result, int job) {
        assertThat(TaskStatus.of(phase).text()).isEqualTo(status);
        assertThat(TaskStatus.of(phase).result()).isEqualTo(result);
        assertThat(TaskStatus.phasesOf(result)).contains(phase);
        assertThat(SyncJob.status(phase)).isEqualTo(job);
    }

    @Test
    void noPhaseHasANumberThatIsNotThere() {
        assertThat(TaskStatus.phasesOf(3)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CREATING, 0", "FAILED, 0", "UPGRADING, 1", "RUNNING, 2", "DELETING, -2"})
    void anInstanceHasANumber(InstancePhase phase, int status) {
        assertThat(InstanceStatus.of(phase)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN, UNKNOWN_INSTANCE, ResourceNotFound.InstanceNotExists",
        "CONFLICT, UPGRADE_OPEN, UnsupportedOperation.InstanceNotOperation",
        "CONFLICT, INSTANCE_NOT_RUNNING, UnsupportedOperation.InstanceNotOperation",
        "NOT_ALLOWED, PRECHECK_BLOCKS, InvalidParameterValue.CheckNotPass",
        "NOT_ALLOWED, DOWNGRADE, InvalidParameter.InvalidParameter",
        "NOT_ALLOWED, NO_NEWER_PATCH, InvalidParameter.InvalidParameter",
        "MALFORMED, INVALID_PAGING, InvalidParameter.InvalidParameter",
        "UNAVAILABLE, NO_PORT, FailedOperation.SystemError",
    })
    void aRefusalHasACode(Refusal.Kind kind, String refusal, String code) {
        assertThat(CloudErrors.of(new Refusal(kind, refusal, "Because."))).isEqualTo(new CloudError(code, "Because."));
    }

    @Test
    void timesAreThoseOfTheZoneThatWasChosen() {
        CloudTimes times = new CloudTimes(ZoneId.of("Asia/Shanghai"));
        Instant instant = Instant.parse("2026-03-02T10:00:07.9Z");

        assertThat(times.text(instant)).isEqualTo("2026-03-02 18:00:07");
        assertThat(times.text(null)).isEmpty();
        assertThat(times.parse("BeginTime", "2026-03-02 18:00:07")).isEqualTo(Instant.parse("2026-03-02T10:00:07Z"));
        failsWith("InvalidParameter.InvalidParameter", () -> times.parse("BeginTime", "2026-03-02T18:00:07Z"));
    }

    @Test
    void aKeyPairIsOneSecret() {
        KeyPair pair = KeyPair.of("key-1", "a-secret:of-20-letters");

        assertThat(KeyPair.parse(pair.asSecret())).hasValue(pair);
        assertThat(pair.id()).isEqualTo("key-1");
        assertThat(pair).asString().doesNotContain("letters");
    }

    @ParameterizedTest
    @CsvSource({
        "key, a-secret-that-is-long",
        "key-1, short",
        "key:1, a-secret-that-is-long",
        "key-1, a secret with spaces in it"
    })
    void whatCanBeNoKeyPairIsRefusedWithoutARepetition(String id, String secret) {
        assertThatThrownBy(() -> KeyPair.of(id, secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BATON_API_KEY_SECRET")
                .hasMessageNotContaining(secret);
    }

    private static void failsWith(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(CloudException.class, failed -> assertThat(
                        failed.error().code())
                .isEqualTo(code));
    }

    @Test
    void aStoredTextThatIsNoPairIsNone() {
        assertThat(KeyPair.parse(Secret.of("nonsense"))).isEmpty();
    }
}
