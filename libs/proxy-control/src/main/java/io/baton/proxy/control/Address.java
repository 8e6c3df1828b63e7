package io.baton.proxy.control;

/**
 * Where an engine or a proxy listens.
 *
 * @param host name or IP address, never blank
 * @param port 1 to 65535
 */
public record Address(String host, int port) {

    public Address {
        if (host == null || host.isBlank()) {
            throw new IllegalArgumentException("host is missing");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port must be 1 to 65535, was " + port);
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
