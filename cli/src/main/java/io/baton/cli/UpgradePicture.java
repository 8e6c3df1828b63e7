package io.baton.cli;

import io.baton.client.UpgradeView;
import io.baton.client.UpgradeView.Stage;
import io.baton.console.Bytes;
import io.baton.console.Glyphs;
import io.baton.console.Style;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How an upgrade stands, as lines: its five stages, a bar, and what there is to know now. Draws nothing itself. */
public final class UpgradePicture {

    private static final int BAR = 40;
    private static final int SYNCHRONISE = 2;
    private static final double WHOLE = 100.0;

    private final Style style;

    public UpgradePicture(Style style) {
        this.style = style;
    }

    /**
     * To be drawn again and again in the same place.
     *
     * @param nanos time since something began: turns the sign of what is going on
     */
    public List<String> lines(UpgradeView upgrade, Instant now, long nanos) {
        List<String> lines = new ArrayList<>();
        upgrade.stages().forEach(stage -> lines.add(stage(upgrade, stage, now, nanos)));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "  %s %3d %%  %s",
                style.cyan(Glyphs.bar(upgrade.progress() / WHOLE, BAR)),
                upgrade.progress(),
                state(upgrade)));
        return lines;
    }

    /** A stage that has ended, for those who get line after line. */
    public String ended(Stage stage) {
        return "  " + style.green(Glyphs.DONE) + " " + title(stage)
                + seconds(stage.took().orElse(Duration.ZERO));
    }

    /** The state, and what goes with it, without a bar. */
    public String state(UpgradeView upgrade) {
        List<String> parts = new ArrayList<>();
        parts.add(upgrade.state());
        if (!upgrade.ended()) {
            if (upgrade.queue() != null) {
                parts.add(upgrade.queue().text());
            }
            if (upgrade.stage() == SYNCHRONISE && upgrade.totalBytes() != null && upgrade.totalBytes() > 0) {
                parts.add(Bytes.text(upgrade.syncedBytes() == null ? 0 : upgrade.syncedBytes()) + " of "
                        + Bytes.text(upgrade.totalBytes()));
            }
            if (hasLag(upgrade)) {
                parts.add(Bytes.text(upgrade.lagBytes()) + " behind");
            }
            if (upgrade.nextWindow() != null) {
                parts.add("window opens " + upgrade.nextWindow().opensAt());
            }
            if (upgrade.cancelRequested()) {
                parts.add("to be cancelled");
            }
            if (upgrade.lastMissedReason() != null) {
                parts.add("last attempt missed: " + upgrade.lastMissedReason().message());
            }
        } else if (upgrade.failure() != null) {
            parts.add(upgrade.failure().message());
        }
        return String.join(" " + Glyphs.DOT + " ", parts);
    }

    /** There is none before the data is synchronised, nor after the switch. */
    private static boolean hasLag(UpgradeView upgrade) {
        return upgrade.stage() >= SYNCHRONISE
                && upgrade.stage() <= UpgradeView.SWITCH_STAGE
                && upgrade.lagBytes() != null;
    }

    private String stage(UpgradeView upgrade, Stage stage, Instant now, long nanos) {
        if (stage.startedAt() == null) {
            return "    " + style.dim(title(stage));
        }
        if (stage.took().isPresent()) {
            return ended(stage);
        }
        String sign = upgrade.ended() ? Glyphs.DOT : Glyphs.spinner(style, nanos);
        return "  " + style.cyan(sign) + " " + style.bold(title(stage))
                + (upgrade.ended() ? "" : seconds(Duration.between(stage.startedAt(), now)));
    }

    private static String title(Stage stage) {
        return String.format("%d  %-26s", stage.number(), stage.name());
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%8.2f s", Math.max(0, duration.toMillis()) / 1000.0);
    }
}
