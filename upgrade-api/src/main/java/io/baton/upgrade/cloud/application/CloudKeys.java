package io.baton.upgrade.cloud.application;

import io.baton.engine.credential.CredentialStore;
import io.baton.saga.infrastructure.BadSetting;
import io.baton.upgrade.UpgradeSettings;
import io.baton.upgrade.cloud.model.Authorization;
import io.baton.upgrade.cloud.model.CloudError;
import io.baton.upgrade.cloud.model.KeyPair;
import io.baton.upgrade.cloud.model.SignedRequest;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Optional;

/**
 * The key pair that clients of the cloud-compatible endpoint sign with. It lies in the credential store, and is read with
 * each request: a new one counts at once, for every replica. One that the environment names is stored at the start.
 */
@ApplicationScoped
public class CloudKeys {

    /** One secret, so that nobody ever reads an id with another's secret. The launcher in deploy/local writes it too. */
    public static final String REFERENCE = "cloud-api/key-pair";

    private final CredentialStore credentials;
    private final Optional<String> givenId;
    private final Optional<String> givenSecret;

    CloudKeys(CredentialStore credentials, UpgradeSettings settings) {
        this.credentials = credentials;
        this.givenId = settings.cloud().keyId();
        this.givenSecret = settings.cloud().keySecret();
    }

    void keepGiven(@Observes StartupEvent event) {
        if (givenId.isPresent() != givenSecret.isPresent()) {
            throw BadSetting.because("BATON_API_KEY_ID and BATON_API_KEY_SECRET are a pair: both or none of them");
        }
        givenId.ifPresent(id ->
                credentials.put(REFERENCE, pair(id, givenSecret.orElseThrow()).asSecret()));
    }

    private static KeyPair pair(String id, String secret) {
        try {
            return KeyPair.of(id, secret);
        } catch (IllegalArgumentException cantBe) {
            throw BadSetting.because(cantBe.getMessage());
        }
    }

    /**
     * Checks who has signed a request, and that nobody has changed it since.
     *
     * @throws io.baton.upgrade.cloud.model.CloudException in that cloud's own codes
     */
    public Authorization authenticate(SignedRequest request) {
        Authorization authorization = Authorization.parse(request.header("authorization"));
        KeyPair pair = credentials
                .get(REFERENCE)
                .flatMap(KeyPair::parse)
                .filter(known -> known.id().equals(authorization.keyId()))
                .orElseThrow(() -> new CloudError(
                                "AuthFailure.SecretIdNotFound",
                                "There is no key pair with that id in this installation.")
                        .asException());
        // The machine's own clock: a rehearsal that moves Baton's into next night's window leaves the clients' as it
        // is.
        Tc3Signature.check(request, authorization, pair.secret(), Instant.now());
        if (!request.header("x-tc-token").isBlank()) {
            throw new CloudError("AuthFailure.TokenFailure", "This installation gives no temporary key pairs.")
                    .asException();
        }
        return authorization;
    }
}
