package io.baton.upgrade.cloud.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.engine.Secret;
import io.baton.upgrade.cloud.model.Authorization;
import io.baton.upgrade.cloud.model.CloudException;
import io.baton.upgrade.cloud.model.SignedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The request, the secret and the signature are those of the example in that cloud's documentation of signature v3. */
class Tc3SignatureTest {

    private static final String BODY =
            "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\": \"instance-name\"}]}";
    private static final Secret SECRET = Secret.of("Gu5t9xGARNpq86cd98joQYCN3EXAMPLE");
    private static final String SIGNATURE = "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168";
    private static final Instant SIGNED_AT = Instant.ofEpochSecond(1_551_113_065);

    @Test
    void isTheOneOfTheDocumentation() {
        assertThat(Tc3Signature.sign(request(Map.of()), authorization("content-type;host", SIGNATURE), SECRET))
                .isEqualTo(SIGNATURE);
        assertThatCode(() -> check(request(Map.of()), SIGNATURE, SIGNED_AT)).doesNotThrowAnyException();
    }

    /** The documentation's later example signs the action too, and blackens the secret. */
    @Test
    void coversWhateverHeadersTheClientSigned() {
        SignedRequest request = request(Map.of("x-tc-action", "DescribeInstances"));
        Authorization authorization = authorization("content-type;host;x-tc-action", "0".repeat(64));

        assertThat(Tc3Signature.sign(request, authorization, Secret.of("Gu5t9xGARNpq86cd98joQYCN3*******")))
                .isEqualTo("be4f67d323c78ab9acb7395e43c0dbcf822a9cfac32fea2449a7bc7726b770a3");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "host, cvm.tencentcloudapi.com:8080",
        "content-type, application/json",
        "x-tc-timestamp, 1551113066",
    })
    void aHeaderThatWasChangedIsFound(String name, String value) {
        failsWith("AuthFailure.SignatureFailure", () -> check(request(Map.of(name, value)), SIGNATURE, SIGNED_AT));
    }

    @Test
    void aBodyThatWasChangedIsFound() {
        SignedRequest changed = new SignedRequest(request(Map.of()).headers(), "{}".getBytes(StandardCharsets.UTF_8));
        failsWith("AuthFailure.SignatureFailure", () -> check(changed, SIGNATURE, SIGNED_AT));
    }

    @Test
    void anotherSecretIsFound() {
        failsWith(
                "AuthFailure.SignatureFailure",
                () -> Tc3Signature.check(
                        request(Map.of()),
                        authorization("content-type;host", SIGNATURE),
                        Secret.of("Gu5t9xGARNpq86cd98joQYCN3EXAMPLF"),
                        SIGNED_AT));
    }

    @Test
    void theDayIsTheTimestampsOwn() {
        SignedRequest request = request(Map.of());
        Authorization yesterday = new Authorization("id", "2019-02-24", "cvm", List.of("content-type", "host"), "");
        String signature = Tc3Signature.sign(request, yesterday, SECRET);

        failsWith(
                "AuthFailure.SignatureFailure",
                () -> Tc3Signature.check(
                        request,
                        new Authorization("id", "2019-02-24", "cvm", List.of("content-type", "host"), signature),
                        SECRET,
                        SIGNED_AT));
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, -299, 0, 299, 300})
    void isGoodForFiveMinutesEitherWay(long seconds) {
        assertThatCode(() -> check(request(Map.of()), SIGNATURE, SIGNED_AT.plusSeconds(seconds)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(longs = {-86_400, -301, 301, 86_400})
    void expires(long seconds) {
        failsWith(
                "AuthFailure.SignatureExpire",
                () -> check(request(Map.of()), SIGNATURE, SIGNED_AT.plusSeconds(seconds)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "1551113065.5", "99999999999999999999", "9223372036854775807"})
    void aTimestampThatIsNone(String text) {
        failsWith("InvalidParameter", () -> check(request(Map.of("x-tc-timestamp", text)), SIGNATURE, SIGNED_AT));
    }

    @Test
    void aTimestampThatIsMissing() {
        Map<String, String> headers = new HashMap<>(request(Map.of()).headers());
        headers.remove("x-tc-timestamp");
        failsWith("MissingParameter", () -> check(new SignedRequest(headers, new byte[0]), SIGNATURE, SIGNED_AT));
    }

    private static void failsWith(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(CloudException.class, failed -> assertThat(
                        failed.error().code())
                .isEqualTo(code));
    }

    private static void check(SignedRequest request, String signature, Instant now) {
        Tc3Signature.check(request, authorization("content-type;host", signature), SECRET, now);
    }

    private static Authorization authorization(String signedHeaders, String signature) {
        return Authorization.parse("TC3-HMAC-SHA256 Credential=AKIDEXAMPLE/2019-02-25/cvm/tc3_request, SignedHeaders="
                + signedHeaders + ", Signature=" + signature);
    }

    private static SignedRequest request(Map<String, String> changes) {
        Map<String, String> headers = new HashMap<>(Map.of(
                "content-type", "application/json; charset=utf-8",
                "host", "cvm.tencentcloudapi.com",
                "x-tc-timestamp", "1551113065"));
        headers.putAll(changes);
        return new SignedRequest(headers, BODY.getBytes(StandardCharsets.UTF_8));
    }
}
