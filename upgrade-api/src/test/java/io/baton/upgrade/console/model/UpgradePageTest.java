package io.baton.upgrade.console.model;

import static io.baton.upgrade.upgrading.model.SwitchTime.MAINTENANCE_WINDOW;
import static io.baton.upgrade.upgrading.model.SwitchTime.NOW;
import static io.baton.upgrade.upgrading.model.Upgrade.STORY;
import static io.baton.upgrade.upgrading.model.Upgrade.syncing;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.upgrade.upgrading.model.Upgrade;
import io.baton.upgrade.upgrading.model.UpgradeSignals.Cancel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpgradePageTest {

    private static UpgradePage page(Upgrade upgrade) {
        return UpgradePage.of(upgrade.state(), null, List.of(), upgrade.now());
    }

    private static List<String> standings(UpgradePage page) {
        return page.stages().stream().map(StageView::standing).toList();
    }

    @Test
    void showsHowMuchIsSynchronisedAndWhatIsLeft() {
        UpgradePage page = page(syncing(NOW, "10:00").take(STORY.progressed(50)));

        assertThat(page.badge()).isEqualTo(new Badge("Syncing", "busy"));
        assertThat(page.sync())
                .isEqualTo(new SyncView(true, 50, "50 B of 100 B", "50 B", "50 B/s", "7 B", "Snapshot travels"));
        assertThat(standings(page)).containsExactly("done", "current", "ahead", "ahead", "ahead");
        assertThat(page.stages().get(1).word()).isEqualTo("since 10:00:00");
        assertThat(page.handover().eta()).startsWith("2 Mar 2026, 10:00:03 UTC, in 3 s");
        assertThat(page.cancellable()).isTrue();
        assertThat(page.hurriable()).isFalse();
    }

    /** Whoever listens to the page hears a quarter of the way at a time, and not each step. */
    @Test
    void isReadOutSeldom() {
        Upgrade upgrade = syncing(NOW, "10:00").take(STORY.progressed(51));
        String said = page(upgrade).said();
        assertThat(said).endsWith(" 50 percent.");
        assertThat(page(upgrade.take(STORY.progressed(74))).said()).isEqualTo(said);
        assertThat(page(upgrade.take(STORY.progressed(75))).said()).endsWith(" 75 percent.");
    }

    @Test
    void waitsForTheWindowInItsLocalTime() {
        Upgrade upgrade = syncing(MAINTENANCE_WINDOW, "10:00").take(STORY.caughtUp(1));
        UpgradePage page = page(upgrade);

        assertThat(page.badge().label()).isEqualTo("Waiting for window");
        assertThat(page.handover().window()).isEqualTo("Mon 2 Mar, 12:00 to 13:00 UTC, opens in 2 h");
        assertThat(page.hurriable()).isTrue();
        assertThat(UpgradePage.of(
                                upgrade.state(), null, List.of(), upgrade.now().plus(Duration.ofMinutes(121)))
                        .handover()
                        .window())
                .endsWith("open now");
    }

    @Test
    void aCancelThatWaitsForTheGrantCanNotBeWishedTwice() {
        Upgrade upgrade = syncing(NOW, "10:00").take(STORY.caughtUp(1));
        assertThat(page(upgrade).cancellable()).isTrue();
        UpgradePage cancelling = page(upgrade.take(new Cancel()));
        assertThat(cancelling.cancellable()).isFalse();
        assertThat(cancelling.headline()).contains("it wins");
    }

    @Test
    void anUpgradeThatTurnedBackShowsWhere() {
        UpgradePage page = page(syncing(NOW, "10:00").take(new Cancel()));
        assertThat(standings(page)).containsExactly("done", "stopped", "ahead", "ahead", "ahead");
        assertThat(page.cancellable()).isFalse();
    }

    @Test
    void theReceiptSaysWhatClientsSawAndItsStepsFillTheHold() {
        Upgrade upgrade = syncing(NOW, "10:00").take(STORY.caughtUp(1)).take(STORY.completed(1));
        assertThat(page(upgrade).hasReceipt()).isTrue();
        ReceiptPage receipt = ReceiptPage.of(upgrade.state());

        assertThat(receipt.sentence())
                .isEqualTo("No connection was closed. No client waited longer than 4.50 ms for the switch.");
        ReceiptPage.Step first = receipt.steps().get(0);
        ReceiptPage.Step last = receipt.steps().get(5);
        assertThat(first.from()).isEqualTo("0.00");
        assertThat(Double.parseDouble(last.from()) + Double.parseDouble(last.width()))
                .isBetween(99.9, 100.1);
        assertThat(receipt.comparison()).isEmpty();
    }
}
