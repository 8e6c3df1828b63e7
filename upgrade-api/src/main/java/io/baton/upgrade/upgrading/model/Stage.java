package io.baton.upgrade.upgrading.model;

/** The five stages of an upgrade, in order. */
public enum Stage {
    ALLOCATE("Request resources"),
    SYNCHRONISE("Synchronise data"),
    WAIT("Wait for the switch"),
    SWITCH("Switch"),
    COMPLETE("Complete");

    private final String title;

    Stage(String title) {
        this.title = title;
    }

    /** The name to show to people. */
    public String title() {
        return title;
    }

    /** 1 to 5. */
    public int number() {
        return ordinal() + 1;
    }
}
