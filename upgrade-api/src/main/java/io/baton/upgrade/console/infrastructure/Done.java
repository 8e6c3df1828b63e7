package io.baton.upgrade.console.infrastructure;

/** What has just been done, as an address names it: a fixed set, so that nobody else's words get onto a page. */
enum Done {
    RENAMED("The instance has a new name."),
    WINDOW("The maintenance window is changed."),
    DELETED("The instance is being deleted.");

    private final String message;

    Done(String message) {
        this.message = message;
    }

    String query() {
        return "?done=" + name();
    }

    /** @return null if the text names nothing */
    static String message(String text) {
        for (Done done : values()) {
            if (done.name().equals(text)) {
                return done.message;
            }
        }
        return null;
    }
}
