package io.baton.upgrade.console.model;

import io.baton.upgrade.instances.model.InstancePhase;
import io.baton.upgrade.upgrading.model.UpgradePhase;
import java.util.Locale;

/**
 * A state as a word with a colour; the word alone says it all.
 *
 * @param tone good, busy, waiting, bad or quiet: a class of the style sheet
 */
public record Badge(String label, String tone) {

    public static Badge of(InstancePhase phase) {
        return new Badge(
                label(phase.name()),
                switch (phase) {
                    case RUNNING -> "good";
                    case CREATING, UPGRADING, DELETING -> "busy";
                    case FAILED -> "bad";
                    case NEW, DELETED -> "quiet";
                });
    }

    public static Badge of(UpgradePhase phase) {
        return new Badge(
                label(phase.name()),
                switch (phase) {
                    case COMPLETED -> "good";
                    case REQUESTED, ALLOCATING, SYNCING, SWITCHING, FINISHING, CANCELLING -> "busy";
                    case WAITING_FOR_WINDOW -> "waiting";
                    case FAILING, FAILED -> "bad";
                    case NEW, CANCELLED -> "quiet";
                });
    }

    private static String label(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
