package io.baton.upgrade.console.model;

/**
 * Something that an instance might be upgraded to.
 *
 * @param value what the form sends: MINOR, or edition, colon, line
 * @param why it can't be had; null where it can
 */
public record TargetChoice(String value, String label, String why) {

    /** The newest patch release of the same line. */
    public static final String MINOR = "MINOR";

    public boolean legal() {
        return why == null;
    }
}
