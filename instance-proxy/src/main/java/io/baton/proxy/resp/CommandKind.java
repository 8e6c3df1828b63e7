package io.baton.proxy.resp;

/** What a command means to its session. Only these few concern the proxy; every other command is {@link #ORDINARY}. */
public enum CommandKind {
    ORDINARY,
    AUTH,
    HELLO,
    SELECT,
    CLIENT,
    MULTI,
    EXEC,
    DISCARD,
    WATCH,
    UNWATCH,
    RESET,
    QUIT,
    SUBSCRIBE,
    UNSUBSCRIBE,
    PSUBSCRIBE,
    PUNSUBSCRIBE,
    SSUBSCRIBE,
    SUNSUBSCRIBE,
    MONITOR,
    /** SYNC and PSYNC: turn the connection into a replication stream. */
    SYNC,
    /** Blocking commands whose last argument is their timeout in seconds. */
    BLOCKING_TIMEOUT_LAST,
    /** Blocking commands whose first argument is their timeout in seconds. */
    BLOCKING_TIMEOUT_FIRST,
    /** XREAD and XREADGROUP: block only with the option BLOCK, in milliseconds. */
    STREAM_READ,
    /** WAIT and WAITAOF: block until replicas (or the disk) have caught up. */
    WAIT,
    /** An inline command whose name is in quotes, or partly: which one it is only the whole line tells. */
    QUOTED
}
