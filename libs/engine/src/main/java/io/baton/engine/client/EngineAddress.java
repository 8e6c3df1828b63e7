package io.baton.engine.client;

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

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
