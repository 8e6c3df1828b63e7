package io.baton.upgrade.webhook.application;

import io.baton.engine.Secret;
import io.baton.upgrade.webhook.model.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 as Standard Webhooks has it: over the id, the time in seconds, and the body, joined by dots. */
public final class WebhookSignature {

    private static final String HMAC = "HmacSHA256";

    private WebhookSignature() {}

    /** The header {@code webhook-signature}: one signature for each secret, the present one first. */
    public static String of(String id, Instant time, String body, List<Secret> secrets) {
        String content = id + "." + time.getEpochSecond() + "." + body;
        return secrets.stream()
                .map(secret -> "v1," + Base64.getEncoder().encodeToString(hmac(WebhookSecret.key(secret), content)))
                .collect(Collectors.joining(" "));
    }

    private static byte[] hmac(byte[] key, String content) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
