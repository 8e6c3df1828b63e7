package io.baton.upgrade.console.model;

/** One property of an instance before and after an upgrade. */
public record SpecRow(String what, String before, String after) {

    public boolean changes() {
        return !before.equals(after);
    }
}
