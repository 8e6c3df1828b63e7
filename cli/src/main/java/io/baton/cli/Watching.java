package io.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.baton.client.BatonApi;
import io.baton.client.UpgradeFollower;
import io.baton.client.UpgradeView;
import io.baton.client.UpgradeView.Stage;
import io.baton.console.Console;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Shows an upgrade until it has ended: in place on a terminal, as lines elsewhere, as JSON where that was asked for. */
final class Watching {

    private static final long DRAW_MILLIS = 100;

    private final Baton baton;
    private final BatonApi api;
    private final Patience patience;
    private final Console console;
    private final UpgradePicture picture;
    private final long began = System.nanoTime();
    private UpgradeView upgrade;
    private String toldState = "";
    private int toldStages;

    Watching(Baton baton, BatonApi api, Patience patience) {
        this.baton = baton;
        this.api = api;
        this.patience = patience;
        this.console = baton.console();
        this.picture = new UpgradePicture(console.style());
    }

    /**
     * @param wanted the end that is a success
     * @return the exit code
     * @throws CliException if patience ends before the upgrade does
     */
    int toTheEnd(String upgradeId, String wanted) throws InterruptedException {
        // Who does not exist is told so here; the stream would be asked again and again.
        api.upgrade(upgradeId);
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "picture");
            thread.setDaemon(true);
            return thread;
        });
        try (UpgradeFollower follower = UpgradeFollower.start(api, upgradeId, this::hear)) {
            if (drawn()) {
                ticker.scheduleAtFixedRate(this::draw, DRAW_MILLIS, DRAW_MILLIS, TimeUnit.MILLISECONDS);
            }
            UpgradeView end = await(follower, upgradeId);
            ticker.shutdownNow();
            settle(end);
            return wanted.equals(end.state()) ? ExitCodes.DONE : ExitCodes.REFUSED;
        } finally {
            ticker.shutdownNow();
        }
    }

    private UpgradeView await(UpgradeFollower follower, String upgradeId) throws InterruptedException {
        Duration left = patience.left();
        try {
            return left == null
                    ? follower.end().get()
                    : follower.end().get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
            keepPicture();
            throw patience.over("The upgrade " + upgradeId + " has not ended");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failed.getCause());
        }
    }

    private boolean drawn() {
        return console.style().live() && !baton.json();
    }

    private synchronized void hear(UpgradeView latest, JsonNode json) {
        upgrade = latest;
        if (baton.json()) {
            baton.tell(json);
        } else if (!drawn()) {
            tell();
        }
    }

    /** Each stage that has ended, each new state, and each new place in the queue. */
    private void tell() {
        for (Stage stage : upgrade.stages()) {
            if (stage.number() > toldStages && stage.took().isPresent()) {
                toldStages = stage.number();
                console.line(picture.ended(stage));
            }
        }
        String state = upgrade.state()
                + (upgrade.queue() == null ? "" : upgrade.queue().text());
        if (!state.equals(toldState) && !upgrade.ended()) {
            toldState = state;
            console.line("    " + picture.state(upgrade));
        }
    }

    private synchronized void draw() {
        if (upgrade != null) {
            console.block(picture.lines(upgrade, Instant.now(), System.nanoTime() - began));
        }
    }

    private synchronized void keepPicture() {
        if (drawn()) {
            draw();
            console.keepBlock();
        }
    }

    private synchronized void settle(UpgradeView end) {
        upgrade = end;
        keepPicture();
        if (!baton.json()) {
            ReceiptText.lines(end).forEach(console::line);
        }
    }
}
