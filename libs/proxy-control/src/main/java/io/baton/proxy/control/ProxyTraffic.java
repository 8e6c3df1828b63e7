package io.baton.proxy.control;

/**
 * What went through the proxy since its process started. In a record of its own, so that a proxy that is older than one of
 * these figures leaves out the whole, and nobody takes a figure that it does not have for a zero.
 *
 * @param commands commands of clients sent to the engine or answered here
 * @param longestHoldMicros the longest time that one client's bytes waited in the last hold that was released, in
 *     microseconds; 0 before the first
 * @param latency from the read of a command to its reply, of a sample of all commands
 */
public record ProxyTraffic(long commands, long longestHoldMicros, LatencyCounts latency) {}
