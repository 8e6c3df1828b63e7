package io.baton.proxy.control;

/**
 * Counts since the proxy process started.
 *
 * @param connectionsAccepted client connections accepted
 * @param connectionsRefused client connections that could not be served (engine out of reach, over the limit)
 * @param upstreamLost connections that the engine closed while the proxy served
 * @param protocolErrors client connections ended because of malformed RESP
 * @param commandsHeld commands kept by holds
 * @param bytesFromClients bytes read from clients
 * @param bytesToClients bytes written to clients
 */
public record ProxyCounters(
        long connectionsAccepted,
        long connectionsRefused,
        long upstreamLost,
        long protocolErrors,
        long commandsHeld,
        long bytesFromClients,
        long bytesToClients) {}
