package io.baton.engine.client;

import io.baton.contracts.Endpoint;

/** Where an engine listens. */
public record EngineAddress(String host, int port) {

    public EngineAddress {
        if (host == null || host.isBlank()) {
            throw new IllegalArgumentException("an engine address needs a host");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    public static EngineAddress of(Endpoint endpoint) {
        return new EngineAddress(endpoint.host(), endpoint.port());
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
