package io.baton.upgrade.shared.model;

import io.baton.contracts.Finding;
import java.util.List;

/**
 * Why a request can't be granted.
 *
 * @param code for programs, stable, in capitals
 * @param message for people: what is wrong, and what is allowed
 * @param findings of checks, where they are the reason
 */
public record Refusal(Kind kind, String code, String message, List<Finding> findings) {

    public Refusal {
        findings = List.copyOf(findings);
    }

    public Refusal(Kind kind, String code, String message) {
        this(kind, code, message, List.of());
    }

    /** What kind of no it is. */
    public enum Kind {
        /** What the request says can't be understood. */
        MALFORMED,
        /** What it is about does not exist. */
        UNKNOWN,
        /** Not in the state that things are in; it may be granted later. */
        CONFLICT,
        /** Understood, and against the rules. */
        NOT_ALLOWED,
        /** Something that it needs is used up or away for now. */
        UNAVAILABLE
    }

    public RefusedException asException() {
        return new RefusedException(this);
    }

    public static Refusal unknownInstance(String id) {
        return new Refusal(Kind.UNKNOWN, "UNKNOWN_INSTANCE", "There is no instance " + id + ".");
    }

    public static Refusal unknownUpgrade(String id) {
        return new Refusal(Kind.UNKNOWN, "UNKNOWN_UPGRADE", "There is no upgrade " + id + ".");
    }
}
