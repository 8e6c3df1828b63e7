package io.baton.resource.node.infrastructure.process;

/**
 * What {@code node.json} says: the launcher reads it too.
 *
 * @param kind ENGINE or PROXY
 * @param startedAt epoch milliseconds at which the process started; with the id, it names one process for good
 */
record NodeRecord(String nodeId, String kind, long pid, long startedAt, int port) {}
