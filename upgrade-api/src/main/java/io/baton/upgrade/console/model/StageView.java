package io.baton.upgrade.console.model;

import io.baton.upgrade.upgrading.model.StageTime;
import io.baton.upgrade.upgrading.model.UpgradePhase;
import io.baton.upgrade.upgrading.model.UpgradeState;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A stage of an upgrade.
 *
 * @param standing done, current, ahead, or stopped: a class of the style sheet
 * @param word the same for people
 */
public record StageView(int number, String title, String standing, String word) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    static List<StageView> of(UpgradeState upgrade) {
        return upgrade.stages().all().stream().map(time -> of(time, upgrade)).toList();
    }

    private static StageView of(StageTime time, UpgradeState upgrade) {
        int number = time.stage().number();
        String title = time.stage().title();
        if (time.startedAt() == null) {
            boolean ended = upgrade.phase().ended();
            return new StageView(number, title, "ahead", ended ? "not reached" : "to come");
        }
        ZoneId zone = upgrade.window().zone();
        boolean last = time.stage() == upgrade.stages().current();
        if (last && turnedBack(upgrade.phase())) {
            return new StageView(number, title, "stopped", "stopped here");
        }
        if (time.endedAt() == null) {
            return new StageView(
                    number,
                    title,
                    "current",
                    "since " + TIME.format(time.startedAt().atZone(zone)));
        }
        return new StageView(
                number, title, "done", "took " + Words.duration(Duration.between(time.startedAt(), time.endedAt())));
    }

    private static boolean turnedBack(UpgradePhase phase) {
        return switch (phase) {
            case CANCELLING, CANCELLED, FAILING, FAILED -> true;
            default -> false;
        };
    }
}
