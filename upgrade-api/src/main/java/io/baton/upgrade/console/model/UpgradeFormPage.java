package io.baton.upgrade.console.model;

import java.util.List;

/**
 * The form of an upgrade.
 *
 * @param line the compatible version
 * @param legal what it can be upgraded to
 * @param others what it can't, and why
 * @param nextWindow when the maintenance window is open next, in its own local time
 * @param preview of what is chosen, or null
 * @param form has target and switchTime
 */
public record UpgradeFormPage(
        String id,
        String name,
        String engine,
        String line,
        String architecture,
        String memory,
        List<TargetChoice> legal,
        List<TargetChoice> others,
        String window,
        String nextWindow,
        PreviewView preview,
        FormState form) {

    public boolean chosen(String target) {
        return form.value("target").equals(target);
    }

    public boolean inWindow() {
        return form.value("switchTime").equals("MAINTENANCE_WINDOW");
    }
}
