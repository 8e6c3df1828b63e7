package io.baton.e2e.crash;

import io.baton.e2e.crash.SwitchStep.When;
import java.util.ArrayList;
import java.util.List;

/**
 * Kills that happen at the same moment, to instances that have all stopped at the same side of the same step: what they
 * share is killed once for all of them, what is an instance's own once for each.
 */
public record CrashRound(SwitchStep step, When when, List<CrashPoint> points) {

    public CrashRound {
        points = List.copyOf(points);
    }

    /**
     * All rounds, step after step: so that a victim that the instances share is not killed again before it has had its time to
     * stand, which the launcher answers with longer and longer pauses.
     */
    public static List<CrashRound> all(
            List<SwitchStep> steps, List<When> sides, List<Victim> victims, List<Boolean> direct) {
        List<CrashRound> rounds = new ArrayList<>();
        for (SwitchStep step : steps) {
            for (When when : sides) {
                if (step.has(when)) {
                    victims.forEach(victim -> rounds.add(of(victim, step, when, direct)));
                }
            }
        }
        rounds.removeIf(round -> !round.points().get(0).victimStands());
        return rounds;
    }

    static CrashRound of(Victim victim, SwitchStep step, When when, List<Boolean> direct) {
        return new CrashRound(
                step,
                when,
                direct.stream()
                        .map(each -> new CrashPoint(victim, step, when, each))
                        .toList());
    }

    Victim victim() {
        return points.get(0).victim();
    }
}
