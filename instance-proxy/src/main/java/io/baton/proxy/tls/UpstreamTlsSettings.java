package io.baton.proxy.tls;

import io.baton.proxy.BadSettingsException;
import java.nio.file.Path;

/**
 * Encryption towards the engines. All files are PEM.
 *
 * @param ca authorities that engines' certificates have to come from
 * @param certificate the certificate that the proxy shows to engines; null if they ask for none
 * @param key its private key
 * @param verify {@code full}: the engine's certificate has to name the engine; {@code ca}: it has to come from the right
 *     authority only. Null: full
 * @param serverName the name that every engine's certificate has to have; null: the host that the proxy connects to
 */
public record UpstreamTlsSettings(Path ca, Path certificate, Path key, String verify, String serverName) {

    public UpstreamTlsSettings {
        if (ca == null) {
            throw new BadSettingsException("\"upstreamTls\" needs \"ca\"");
        }
        if ((certificate == null) != (key == null)) {
            throw new BadSettingsException("\"upstreamTls\" needs both \"certificate\" and \"key\", or none of them");
        }
        verify = verify == null ? "full" : verify;
        if (!verify.equals("full") && !verify.equals("ca")) {
            throw new BadSettingsException("\"upstreamTls.verify\" must be full or ca");
        }
    }

    boolean verifiesName() {
        return verify.equals("full");
    }
}
