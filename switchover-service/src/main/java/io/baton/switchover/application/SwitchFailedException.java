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
                : new Reason("PARTY_FAILED", messageOf(failure));
    }

    /** For people: what a failure says, or what caused it where it says nothing, as those that a container wraps. */
    static String messageOf(RuntimeException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at.getMessage() != null) {
                return at.getMessage();
            }
        }
        return failure.getClass().getSimpleName();
    }
}
