package io.baton.upgrade.shared.infrastructure;

import io.baton.engine.credential.CredentialStore;
import io.baton.engine.credential.FileCredentialStore;
import io.baton.upgrade.UpgradeSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where this installation keeps its secrets. */
final class Credentials {

    @Produces
    @Singleton
    CredentialStore credentials(UpgradeSettings settings) {
        return new FileCredentialStore(settings.home().resolve("secrets"));
    }
}
