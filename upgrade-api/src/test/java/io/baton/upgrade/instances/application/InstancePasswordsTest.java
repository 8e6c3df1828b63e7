package io.baton.upgrade.instances.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.engine.Secret;
import io.baton.engine.credential.CredentialStore;
import io.baton.upgrade.ServiceTest;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@ServiceTest
class InstancePasswordsTest {

    @Inject
    InstancePasswords passwords;

    @Inject
    CredentialStore credentials;

    @Test
    void areKeptByATransactionThatCommits() {
        QuarkusTransaction.requiringNew().run(() -> passwords.keep("ins-kept", Secret.of("x")));

        assertThat(credentials.get("instance/ins-kept/password")).contains(Secret.of("x"));
    }

    @Test
    void areForgottenWithATransactionThatFails() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    passwords.keep("ins-lost", Secret.of("x"));
                    throw new IllegalStateException("no port");
                }))
                .hasMessageContaining("no port");

        assertThat(credentials.get("instance/ins-lost/password")).isEmpty();
    }
}
