package io.baton.engine.precheck;

/**
 * Something about an engine that a user should know before it is upgraded.
 *
 * @param code stable, for programs, in capitals
 * @param message what was found, for people, without secrets
 * @param advice what to do about it
 */
public record Finding(String code, Severity severity, String message, String advice) {

    /** How much weight it has. */
    public enum Severity {
        /** The upgrade can't be done, or not without harm. */
        BLOCK,
        /** It can, and somebody should know. */
        WARN
    }

    public static Finding block(String code, String message, String advice) {
        return new Finding(code, Severity.BLOCK, message, advice);
    }

    public static Finding warn(String code, String message, String advice) {
        return new Finding(code, Severity.WARN, message, advice);
    }

    public boolean blocks() {
        return severity == Severity.BLOCK;
    }
}
