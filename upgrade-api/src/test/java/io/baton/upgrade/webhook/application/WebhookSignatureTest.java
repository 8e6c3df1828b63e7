package io.baton.upgrade.webhook.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.engine.Secret;
import io.baton.upgrade.webhook.model.WebhookSecret;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

    /** The example of the Standard Webhooks specification and of its libraries' own tests. */
    private static final Secret SECRET = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant TIME = Instant.ofEpochSecond(1614265330);
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void isThatOfThePublishedExample() {
        assertThat(WebhookSignature.of(ID, TIME, BODY, List.of(SECRET))).isEqualTo(SIGNATURE);
    }

    @Test
    void coversIdTimeAndBody() {
        assertThat(WebhookSignature.of(ID + "x", TIME, BODY, List.of(SECRET))).isNotEqualTo(SIGNATURE);
        assertThat(WebhookSignature.of(ID, TIME.plusSeconds(1), BODY, List.of(SECRET)))
                .isNotEqualTo(SIGNATURE);
        assertThat(WebhookSignature.of(ID, TIME, BODY + " ", List.of(SECRET))).isNotEqualTo(SIGNATURE);
    }

    @Test
    void twoSecretsGiveTwoSignaturesBetweenBlanks() {
        assertThat(WebhookSignature.of(ID, TIME, BODY, List.of(WebhookSecret.generate(), SECRET)))
                .matches("v1,\\S{44} v1,\\S{44}")
                .endsWith(" " + SIGNATURE);
    }

    @Test
    void aSecretHas24To64Bytes() {
        assertThat(WebhookSecret.parse(SECRET.reveal())).contains(SECRET);
        assertThat(WebhookSecret.parse(WebhookSecret.generate().reveal())).isPresent();
        for (int bytes : new int[] {0, 23, 65}) {
            assertThat(WebhookSecret.parse("whsec_" + Base64.getEncoder().encodeToString(new byte[bytes])))
                    .as(bytes + " bytes")
                    .isEmpty();
        }
        assertThat(WebhookSecret.parse("secret")).isEmpty();
        assertThat(WebhookSecret.parse("whsec_&&&")).isEmpty();
    }
}
