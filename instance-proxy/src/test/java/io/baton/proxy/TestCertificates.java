package io.baton.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Authorities and certificates for a test, made by the JDK's keytool. */
final class TestCertificates {

    private static final String PASSWORD = "changeit";

    private final Path folder;
    private final Path store;

    TestCertificates(Path folder) {
        this.folder = folder;
        this.store = folder.resolve("all.p12");
    }

    /** Makes an authority. */
    TestCertificates authority(String name) {
        keytool(name, "-ext", "bc:c", "-validity", "2");
        return this;
    }

    /** Makes a certificate, signed by an authority, for this host. */
    TestCertificates certificate(String name, String authority, String san) {
        keytool(name, "-signer", authority, "-ext", "san=" + san, "-validity", "2");
        return this;
    }

    /** Makes one that has ended. */
    TestCertificates expired(String name, String authority) {
        keytool(name, "-signer", authority, "-ext", "san=dns:localhost", "-startdate", "-3d", "-validity", "1");
        return this;
    }

    private void keytool(String name, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-keyalg",
                name.startsWith("rsa") ? "RSA" : "EC"));
        command.addAll(List.of(more));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("keytool.log").toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(folder.resolve("keytool.log")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The certificate as a PEM file. */
    Path certificate(String name) {
        try {
            return write(
                    name + ".crt", "CERTIFICATE", load().getCertificate(name).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The private key as a PEM file. */
    Path key(String name) {
        try {
            return write(
                    name + ".key",
                    "PRIVATE KEY",
                    load().getKey(name, PASSWORD.toCharArray()).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path write(String file, String label, byte[] content) {
        try {
            return Files.writeString(
                    folder.resolve(file),
                    "-----BEGIN " + label + "-----\n"
                            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END "
                            + label + "-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a client that trusts an authority and shows a certificate, unless null. */
    SSLContext context(String trusted, String shown) {
        try {
            KeyStore authorities = empty();
            authorities.setCertificateEntry("ca", load().getCertificate(trusted));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore own = empty();
            if (shown != null) {
                own.setKeyEntry(
                        shown, load().getKey(shown, PASSWORD.toCharArray()), PASSWORD.toCharArray(), new Certificate[] {
                            load().getCertificate(shown)
                        });
            }
            keys.init(own, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore load() throws GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return keys;
    }

    private static KeyStore empty() throws GeneralSecurityException {
        KeyStore none = KeyStore.getInstance("PKCS12");
        try {
            none.load(null, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return none;
    }
}
