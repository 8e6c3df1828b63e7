package io.baton.proxy.control;

/**
 * A session that kept a proxy from draining.
 *
 * @param session number of the client connection, as in the proxy's log
 * @param command name of the command that was sent last, without its arguments
 * @param owedReplies how many replies the old master still owes
 * @param waitedMs for how long it has kept the proxy from draining, in milliseconds
 * @param why what the drain waits for, in words
 */
public record Blocker(long session, String command, long owedReplies, long waitedMs, String why) {}
