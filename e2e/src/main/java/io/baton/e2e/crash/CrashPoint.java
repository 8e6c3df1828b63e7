package io.baton.e2e.crash;

import io.baton.e2e.crash.SwitchStep.When;
import java.util.ArrayList;
import java.util.List;

/** Who is killed, and where in the switch. */
public record CrashPoint(Victim victim, SwitchStep step, When when) {

    /**
     * All of them, step after step: so that one victim is not killed again before it has had its time to stand, which the
     * launcher answers with longer and longer pauses.
     */
    public static List<CrashPoint> all(List<Victim> victims, List<SwitchStep> steps) {
        List<CrashPoint> points = new ArrayList<>();
        for (SwitchStep step : steps) {
            for (When when : When.values()) {
                if (step.has(when)) {
                    victims.forEach(victim -> points.add(new CrashPoint(victim, step, when)));
                }
            }
        }
        return points;
    }

    @Override
    public String toString() {
        return victim.label() + " " + when.name().toLowerCase(java.util.Locale.ROOT) + " " + step;
    }
}
