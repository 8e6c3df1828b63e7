package io.baton.e2e.crash;

import io.baton.e2e.crash.SwitchStep.When;
import java.util.Locale;

/**
 * Who is killed, and where in the switch.
 *
 * @param direct whether there is a client that writes past the proxies, directly to the old master
 */
public record CrashPoint(Victim victim, SwitchStep step, When when, boolean direct) {

    /** Whether the instance's proxy is of an older release: where one of both is killed, and where one takes over. */
    boolean replacing() {
        return victim.replaced() || "TAKE_OVER".equals(step.name());
    }

    /** Whether there is still somebody to kill: after the last step of either way, nodes are removed that are needed no more. */
    boolean victimStands() {
        return when == When.BEFORE
                || switch (step.name()) {
                    case "COMPLETE" -> victim != Victim.OLD_MASTER;
                    case "GIVE_BACK" -> victim != Victim.NEW_MASTER;
                    default -> true;
                };
    }

    @Override
    public String toString() {
        return victim.label() + " " + when.name().toLowerCase(Locale.ROOT) + " " + step
                + (direct ? " with" : " without") + " direct writes";
    }
}
