package io.baton.engine.credential;

import io.baton.engine.Secret;
import java.util.Optional;

/**
 * Keeps secrets under references. Events, logs, tables and API answers carry the reference, never the secret.
 *
 * <p>A reference is a relative name such as {@code instance/42/password}: parts of letters, digits, {@code . _ -},
 * separated by slashes. Any other is refused with an {@link IllegalArgumentException}.
 */
public interface CredentialStore {

    /** Stores or replaces. A reader sees either the old secret or the new one, whole. */
    void put(String reference, Secret secret);

    /** @return the secret; empty if there is none under this reference */
    Optional<Secret> get(String reference);

    /** Forgets the secret; nothing happens if there is none. */
    void delete(String reference);
}
