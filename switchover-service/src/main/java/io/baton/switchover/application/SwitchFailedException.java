package io.baton.switchover.application;

import io.baton.contracts.Reason;

/** The attempt can't go on; what it touched is to be undone. */
final class SwitchFailedException extends RuntimeException {
    private final String code;

    SwitchFailedException(String code, String message) {
        super(message);
        this.code = code;
    }

    Reason reason() {
        return new Reason(code, getMessage());
    }

    /** Any failure as a reason: a message of ours, or at least what kind of failure it was. */
    static Reason reasonOf(RuntimeException failure) {
        return failure instanceof SwitchFailedException ours
                ? ours.reason()
                : new Reason("PARTY_FAILED", String.valueOf(failure.getMessage()));
    }
}
