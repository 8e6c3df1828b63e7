package io.baton.proxy.tls;

import io.baton.proxy.BadSettingsException;
import java.nio.file.Path;

/**
 * Encryption towards the clients. All files are PEM.
 *
 * @param port where clients connect with TLS; 0 lets the system choose
 * @param certificate the proxy's certificate, followed by those that lead to its authority
 * @param key its private key, not encrypted: PKCS#8, or PKCS#1 for RSA
 * @param clientCa authorities of which each client has to show a certificate; null: clients show none
 */
public record TlsSettings(Integer port, Path certificate, Path key, Path clientCa) {

    public TlsSettings {
        if (port == null || port < 0 || port > 65535) {
            throw new BadSettingsException("\"tls.port\" must be 0 to 65535");
        }
        if (certificate == null || key == null) {
            throw new BadSettingsException("\"tls\" needs both \"certificate\" and \"key\"");
        }
    }
}
