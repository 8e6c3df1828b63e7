package io.baton.local;

import io.baton.console.Console;
import io.baton.local.process.Privacy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The key pair that clients of the cloud-compatible endpoint sign with. Made at the first start, unless the environment
 * names one; shown on the terminal then and never again, and kept among the secrets, where upgrade-api looks for it.
 */
final class CloudKey {

    static final String ID = "BATON_API_KEY_ID";
    static final String SECRET = "BATON_API_KEY_SECRET";
    private static final int ID_BYTES = 9;
    private static final int SECRET_BYTES = 30;

    private final Settings settings;
    private final Map<String, String> environment;

    CloudKey(Settings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /** A pair that was made just now. */
    record Made(String id, String secret) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Made[" + id + "]";
        }
    }

    /**
     * Checks what the environment says, as upgrade-api will.
     *
     * @throws BadSetting when it names half of a pair, or what can't be one; it does not repeat the secret
     */
    void check() {
        if (given(ID) != given(SECRET)) {
            throw new BadSetting("%s and %s are a pair: set both of them, or none.", ID, SECRET);
        }
        if (given(ID) && !environment.get(ID).matches("[A-Za-z0-9_-]{4,64}")) {
            throw new BadSetting("%s has to be 4 to 64 letters, digits, _ or -.", ID);
        }
        if (given(SECRET) && !environment.get(SECRET).matches("[!-~]{16,128}")) {
            throw new BadSetting("%s has to be 16 to 128 printable characters without spaces.", SECRET);
        }
    }

    /** Makes a pair where there is none. */
    Optional<Made> make() throws IOException {
        boolean served = settings.only().isEmpty() || settings.only().contains("upgrade-api");
        if (!served || given(ID) || Files.exists(file(settings.home()))) {
            return Optional.empty();
        }
        Made pair = new Made("baton-" + random(ID_BYTES), random(SECRET_BYTES));
        Privacy.write(file(settings.home()), pair.id() + ":" + pair.secret());
        return Optional.of(pair);
    }

    /** Makes a pair where there is none, and shows it. */
    void introduce(Console console) throws IOException {
        make().ifPresent(pair -> {
            console.line("  The key pair for clients of the cloud API, made now and not shown again:");
            console.line("    " + ID + "=" + pair.id());
            console.line("    " + SECRET + "=" + pair.secret());
            console.line();
        });
    }

    /** Named as the credential store of libs/engine names the credential {@code cloud-api/key-pair}. */
    static Path file(Home home) {
        return home.secrets().resolve("cloud-api~key-pair");
    }

    private boolean given(String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
