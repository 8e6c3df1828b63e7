package io.baton.proxy.control;

import java.util.Optional;

/** A command got no answer, or not the one that was hoped for. The message is one readable sentence, without secrets. */
public final class ProxyControlException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What kind of failure it is, and with it whether the command may have been carried out. */
    public enum Kind {
        /** No connection, because nobody listens there: there is no such process. The command was not sent. */
        NOBODY_THERE,
        /** No connection for another reason; the command was not sent. */
        UNREACHABLE,
        /** Sent, but not answered in time: it may have been carried out. Ask again with the same epoch. */
        TIMED_OUT,
        /** The connection ended before the answer: the command may have been carried out. */
        CONNECTION_LOST,
        /** The answer was not one of this protocol. */
        MALFORMED_ANSWER,
        /** The proxy has obeyed a higher epoch; nothing was changed. */
        STALE_EPOCH,
        /** The proxy refused; nothing was changed. */
        REFUSED
    }

    private final Kind kind;
    private final transient ProxyAnswer answer;

    ProxyControlException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.answer = null;
    }

    ProxyControlException(Kind kind, String message, ProxyAnswer answer) {
        super(message);
        this.kind = kind;
        this.answer = answer;
    }

    public Kind kind() {
        return kind;
    }

    /** The proxy's own answer, when it gave one: a StaleEpoch or a Refused. */
    public Optional<ProxyAnswer> answer() {
        return Optional.ofNullable(answer);
    }
}
