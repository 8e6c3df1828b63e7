package io.baton.upgrade.console.model;

import io.baton.upgrade.upgrading.model.Outlook;
import io.baton.upgrade.upgrading.model.SwitchTime;
import io.baton.upgrade.upgrading.model.UpgradeState;
import io.baton.upgrade.window.model.Opening;
import java.time.Instant;
import java.time.ZoneId;

/**
 * When it will be switched.
 *
 * @param when the user wants it
 * @param window the one that is waited for, in its own local time, or null
 * @param eta when the switch can be expected, or null
 * @param attempts grants so far, or null for none
 * @param missed why the last one came back unused, or null
 */
public record WaitView(String when, String window, String eta, String attempts, String missed) {

    static WaitView of(UpgradeState upgrade, Instant now) {
        ZoneId zone = upgrade.window().zone();
        Opening opening = Outlook.nextWindow(upgrade, now);
        Instant eta = Outlook.eta(upgrade, now);
        int granted = upgrade.attempts().granted();
        return new WaitView(
                upgrade.switchTime() == SwitchTime.NOW
                        ? "As soon as less than 10 MB is left"
                        : "In the maintenance window, " + Words.window(upgrade.window()),
                opening == null ? null : Words.opening(opening, zone) + ", " + open(opening, now),
                eta == null ? null : Words.instant(eta, zone) + ", " + Words.distance(eta, now),
                granted == 0 ? null : Words.count(granted, "attempt"),
                upgrade.attempts().lastMissed() == null
                        ? null
                        : upgrade.attempts().lastMissed().message());
    }

    private static String open(Opening opening, Instant now) {
        return opening.containsInstant(now) ? "open now" : "opens " + Words.distance(opening.opensAt(), now);
    }
}
