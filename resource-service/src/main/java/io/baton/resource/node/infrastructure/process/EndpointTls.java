package io.baton.resource.node.infrastructure.process;

import io.baton.resource.node.application.NodeFailure;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a proxy offers its endpoint: in plain text, or with TLS if there is a certificate.
 *
 * @param certificate PEM file; the proxy reads it again when it changes, as it does the others
 * @param key PEM file
 * @param clientCa PEM file, or null if clients show no certificate
 */
record EndpointTls(String certificate, String key, String clientCa) {

    /** @throws NodeFailure if there is a part only */
    static Optional<EndpointTls> of(Optional<String> certificate, Optional<String> key, Optional<String> clientCa) {
        if (certificate.isPresent() != key.isPresent() || (clientCa.isPresent() && certificate.isEmpty())) {
            throw new NodeFailure(
                    "BAD_TLS", "TLS needs both a certificate and a key; a client CA goes with them, or not at all.");
        }
        return certificate.map(file -> new EndpointTls(
                absolute(file),
                absolute(key.get()),
                clientCa.map(EndpointTls::absolute).orElse(null)));
    }

    /** The part of a proxy's configuration that says where its clients connect. */
    static Map<String, Object> listening(Optional<EndpointTls> tls, int port) {
        return tls.map(with -> Map.<String, Object>of("tls", with.settings(port)))
                .orElseGet(() -> Map.of("listenPort", port));
    }

    private Map<String, Object> settings(int port) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("port", port);
        settings.put("certificate", certificate);
        settings.put("key", key);
        if (clientCa != null) {
            settings.put("clientCa", clientCa);
        }
        return settings;
    }

    /** The proxy runs in a folder of its own. */
    private static String absolute(String file) {
        return Path.of(file).toAbsolutePath().toString();
    }
}
