package io.baton.upgrade.cloud.application;

import io.baton.engine.Secret;
import io.baton.upgrade.cloud.model.Authorization;
import io.baton.upgrade.cloud.model.CloudError;
import io.baton.upgrade.cloud.model.SignedRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature TC3-HMAC-SHA256. It covers the body and the signed headers, of which the host has its port; the service
 * is the one that the credential names, since clients take it from whatever endpoint they were given.
 */
public final class Tc3Signature {

    /** How far a client's clock may be from this one's, either way. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String HMAC = "HmacSHA256";
    private static final String TIMESTAMP = "X-TC-Timestamp";

    private Tc3Signature() {}

    /**
     * Checks a request against the key pair whose id it names.
     *
     * @throws io.baton.upgrade.cloud.model.CloudException if it is too old or too new, or signed with another secret, or not as it was signed
     */
    public static void check(SignedRequest request, Authorization authorization, Secret secret, Instant now) {
        Instant signedAt = timestamp(request);
        if (Duration.between(signedAt, now).abs().compareTo(TOLERANCE) > 0) {
            throw new CloudError(
                            "AuthFailure.SignatureExpire",
                            "The signature has expired: " + TIMESTAMP + " may be " + TOLERANCE.toMinutes()
                                    + " minutes from the server's time, which is " + now.getEpochSecond() + ".")
                    .asException();
        }
        String right = sign(request, authorization, secret);
        boolean same = MessageDigest.isEqual(
                right.getBytes(StandardCharsets.US_ASCII),
                authorization.signature().getBytes(StandardCharsets.US_ASCII));
        if (!same || !authorization.date().equals(day(signedAt))) {
            throw new CloudError(
                            "AuthFailure.SignatureFailure",
                            "The provided credentials could not be validated. Check that the signature is correct.")
                    .asException();
        }
    }

    /** The signature that the request has to have, as lower-case hexadecimal digits. */
    public static String sign(SignedRequest request, Authorization authorization, Secret secret) {
        String scope = authorization.date() + "/" + authorization.service() + "/tc3_request";
        String toSign = String.join(
                "\n",
                "TC3-HMAC-SHA256",
                request.neededHeader(TIMESTAMP),
                scope,
                sha256(canonical(request, authorization.signedHeaders()).getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("TC3" + secret.reveal()).getBytes(StandardCharsets.UTF_8);
        for (String part : List.of(authorization.date(), authorization.service(), "tc3_request", toSign)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(key);
    }

    private static String canonical(SignedRequest request, List<String> signedHeaders) {
        String headers = signedHeaders.stream()
                .map(name -> name + ":" + request.header(name).strip().toLowerCase(Locale.ROOT) + "\n")
                .collect(Collectors.joining());
        return String.join("\n", "POST", "/", "", headers, String.join(";", signedHeaders), sha256(request.body()));
    }

    private static Instant timestamp(SignedRequest request) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(request.neededHeader(TIMESTAMP)));
        } catch (NumberFormatException | java.time.DateTimeException noTime) {
            throw new CloudError("InvalidParameter", TIMESTAMP + " has to be the time in seconds since 1970.")
                    .asException();
        }
    }

    private static String day(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
