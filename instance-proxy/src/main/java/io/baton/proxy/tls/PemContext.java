package io.baton.proxy.tls;

import io.baton.proxy.BadSettingsException;
import io.baton.proxy.EventLog;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A TLS context that is made of files, and made anew when they change. Connections that there are keep what they have. A
 * change that gives no context is refused: a line in the log, and the one before stays.
 */
final class PemContext {

    /** The best there is: OpenSSL where it is native, else the JDK's. */
    static final SslProvider PROVIDER = OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;

    static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** Makes a context of the contents of the files. */
    interface Maker {

        SslContext make(PemContext files) throws GeneralSecurityException, IOException;
    }

    private final String setting;
    private final List<Path> files;
    private final Maker maker;
    private final EventLog log;
    private List<byte[]> contents;
    private X509Certificate own;
    private volatile SslContext context;

    /**
     * @param setting what the files belong to, for messages
     * @param files some of which may be null
     * @throws BadSettingsException if there can't be a context
     */
    PemContext(String setting, List<Path> files, EventLog log, Maker maker) {
        this.setting = setting;
        this.files = new ArrayList<>(files);
        this.log = log;
        this.maker = maker;
        this.contents = read();
        try {
            this.context = maker.make(this);
        } catch (GeneralSecurityException | IOException e) {
            throw new BadSettingsException("\"" + setting + "\": " + e.getMessage());
        }
    }

    SslContext get() {
        return context;
    }

    /** Makes a new context if the files have changed. For one thread at a time, not one that serves clients. */
    void lookAgain() {
        List<byte[]> now = read();
        if (same(now, contents)) {
            return;
        }
        contents = now;
        try {
            SslContext made = maker.make(this);
            requireValid();
            context = made;
            log.info("certificates-reloaded", "setting", setting);
        } catch (GeneralSecurityException | IOException e) {
            log.warn("certificates-refused", "setting", setting, "reason", e.getMessage());
        }
    }

    Identity identity(Path certificate, Path key) throws GeneralSecurityException {
        X509Certificate[] chain = certificates(certificate);
        own = chain[0];
        try {
            return Identity.of(chain, Pem.key(content(key)));
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException(key + ": " + e.getMessage(), e);
        }
    }

    X509Certificate[] certificates(Path file) throws GeneralSecurityException {
        try {
            return Pem.certificates(content(file));
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException(file + ": " + e.getMessage(), e);
        }
    }

    /** A certificate that has ended is taken when the process starts, for want of a better one; never later. */
    private void requireValid() throws GeneralSecurityException {
        if (own != null) {
            try {
                own.checkValidity();
            } catch (CertificateException notNow) {
                throw new GeneralSecurityException("the certificate is not valid now: " + notNow.getMessage());
            }
        }
    }

    private byte[] content(Path file) throws GeneralSecurityException {
        byte[] content = contents.get(files.indexOf(file));
        if (content == null) {
            throw new GeneralSecurityException("it can't be read");
        }
        return content;
    }

    private List<byte[]> read() {
        List<byte[]> all = new ArrayList<>();
        for (Path file : files) {
            try {
                all.add(file == null ? null : Files.readAllBytes(file));
            } catch (IOException unreadable) {
                all.add(null);
            }
        }
        return all;
    }

    private static boolean same(List<byte[]> some, List<byte[]> others) {
        for (int i = 0; i < some.size(); i++) {
            if (!Arrays.equals(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }
}
