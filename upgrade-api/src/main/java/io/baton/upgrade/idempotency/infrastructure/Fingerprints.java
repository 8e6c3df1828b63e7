package io.baton.upgrade.idempotency.infrastructure;

import io.baton.engine.Secret;
import io.baton.engine.credential.CredentialStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells requests apart without keeping them. A plain hash would let whoever reads the table try passwords, so it is one
 * with a key, which lies in the credential store.
 */
@ApplicationScoped
public class Fingerprints {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String REFERENCE = "upgrade-api/fingerprint-key";
    private static final int KEY_BYTES = 32;

    private final CredentialStore credentials;

    Fingerprints(CredentialStore credentials) {
        this.credentials = credentials;
    }

    String of(String request) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key().reveal()), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(request.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Secret key() {
        return credentials.get(REFERENCE).orElseGet(() -> {
            byte[] random = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(random);
            credentials.put(REFERENCE, Secret.of(Base64.getEncoder().encodeToString(random)));
            return credentials.get(REFERENCE).orElseThrow();
        });
    }
}
