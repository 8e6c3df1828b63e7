package io.baton.resource.node.application;

import io.baton.contracts.Reason;

/** A node can't be had, and trying again would not help. */
public final class NodeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code stable, in capitals
     * @param message one sentence for people, without secrets
     */
    public NodeFailure(String code, String message) {
        this(code, message, null);
    }

    public NodeFailure(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public Reason reason() {
        return new Reason(code, getMessage());
    }
}
