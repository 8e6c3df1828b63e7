package io.baton.proxy.relay;

/** What the sessions of one loop have seen since the start. Confined to that loop. */
final class Counters {

    long accepted;
    long refused;
    long upstreamLost;
    long protocolErrors;
    long bytesFromClients;
    long bytesToClients;

    /** The sessions that there are have counted their own. */
    long commandsOfEndedSessions;
}
