package io.baton.upgrade.cloud.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {

    private static final String HEX = "0123456789abcdef".repeat(4);

    /** The service is what a client takes for it: all of an endpoint without a dot, its port too. */
    @Test
    void isTakenApart() {
        Authorization parsed =
                Authorization.parse("TC3-HMAC-SHA256 Credential=id-1/2026-03-02/localhost:8080/tc3_request,"
                        + " SignedHeaders=content-type;host;x-tc-action, Signature=" + HEX);

        assertThat(parsed.keyId()).isEqualTo("id-1");
        assertThat(parsed.date()).isEqualTo("2026-03-02");
        assertThat(parsed.service()).isEqualTo("localhost:8080");
        assertThat(parsed.signedHeaders()).containsExactly("content-type", "host", "x-tc-action");
        assertThat(parsed.signature()).isEqualTo(HEX);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "Basic dXNlcjpwYXNz",
                "TC3-HMAC-SHA256",
                "TC3-HMAC-SHA1 Credential=id/2026-03-02/redis/tc3_request, SignedHeaders=content-type;host, Signature=HEX",
                "TC3-HMAC-SHA256 Credential=id/2026-03-02/redis, SignedHeaders=content-type;host, Signature=HEX",
                "TC3-HMAC-SHA256 Credential=id/02-03-2026/redis/tc3_request, SignedHeaders=content-type;host, Signature=HEX",
                "TC3-HMAC-SHA256 Credential=id/2026-03-02/redis/tc3_request, SignedHeaders=content-type, Signature=HEX",
                "TC3-HMAC-SHA256 Credential=id/2026-03-02/redis/tc3_request, SignedHeaders=host, Signature=HEX",
                "TC3-HMAC-SHA256 Credential=id/2026-03-02/redis/tc3_request, SignedHeaders=content-type;host, Signature=abc",
                "TC3-HMAC-SHA256 Credential=id/2026-03-02/redis/tc3_request, SignedHeaders=content-type;host, Signature=HEXa",
            })
    void whatIsNoneIsRefused(String header) {
        assertThatThrownBy(() -> Authorization.parse(header == null ? null : header.replace("HEX", HEX)))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        failed -> assertThat(failed.error().code()).isEqualTo("AuthFailure.InvalidAuthorization"));
    }
}
