package io.baton.e2e.demo;

import io.baton.cli.UpgradePicture;
import io.baton.client.UpgradeView;
import io.baton.console.Console;
import io.baton.console.Style;
import io.baton.e2e.workload.Totals;
import io.baton.e2e.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows an upgrade and its clients while they run: in place on a terminal, as a line now and then elsewhere. */
final class DemoView implements AutoCloseable {

    private static final long DRAW_MILLIS = 100;
    private static final long LINE_NANOS = 3_000_000_000L;
    /** After so long nobody reads every line. */
    private static final long PATIENT_NANOS = 30_000_000_000L;

    private static final long RARE_LINE_NANOS = 15_000_000_000L;

    private final Console console;
    private final Style style;
    private final UpgradePicture picture;
    private final Workload workload;
    private final Rate rate = new Rate();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "demo-view");
        thread.setDaemon(true);
        return thread;
    });
    private UpgradeView upgrade;
    private String phase = "warming up";
    private int toldStages;
    private long toldAt;
    private final long began = System.nanoTime();

    DemoView(Console console, Workload workload) {
        this.console = console;
        this.style = console.style();
        this.picture = new UpgradePicture(style);
        this.workload = workload;
        ticker.scheduleAtFixedRate(this::tick, DRAW_MILLIS, DRAW_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Lets the clients run before anything happens. */
    void warmUp(Duration time) throws InterruptedException {
        workload.runOn(time);
    }

    /** Lets the clients run on. */
    void runOn(Duration time) throws InterruptedException {
        synchronized (this) {
            phase = String.format(Locale.ROOT, "clients run on for %d s", time.toSeconds());
            toldAt = 0;
        }
        workload.runOn(time);
    }

    synchronized void upgrade(UpgradeView latest) {
        if (upgrade == null) {
            phase = "done";
        }
        upgrade = latest;
        if (!style.live()) {
            tick();
        }
    }

    private synchronized void tick() {
        long now = System.nanoTime();
        Totals totals = workload.totals();
        long perSecond = rate.update(now, totals.operations());
        if (style.live()) {
            console.block(lines(totals, perSecond));
        } else if (upgrade != null) {
            tell(now, totals, perSecond);
        }
    }

    /** Every stage that ended, and now and then how it stands. */
    private void tell(long now, Totals totals, long perSecond) {
        while (upgrade.stageOf(toldStages + 1).flatMap(UpgradeView.Stage::took).isPresent()) {
            toldStages++;
            UpgradeView.Stage stage = upgrade.stageOf(toldStages).orElseThrow();
            console.line(picture.ended(stage));
            toldAt = 0;
        }
        if (toldAt == 0 || now - toldAt > (now - began > PATIENT_NANOS ? RARE_LINE_NANOS : LINE_NANOS)) {
            toldAt = now;
            console.line("    " + plainState() + "; " + clients(totals, perSecond));
        }
    }

    private String plainState() {
        return upgrade.ended()
                ? upgrade.state() + ", " + phase
                : String.format(Locale.ROOT, "%d %%, %s", upgrade.progress(), picture.state(upgrade));
    }

    private List<String> lines(Totals totals, long perSecond) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        if (upgrade != null) {
            lines.addAll(picture.lines(upgrade, Instant.now(), System.nanoTime()));
            if (upgrade.ended()) {
                lines.add("  " + phase);
            }
        }
        lines.add("  " + clients(totals, perSecond) + (upgrade == null ? ", " + phase : ""));
        return lines;
    }

    private String clients(Totals totals, long perSecond) {
        String text = String.format(
                Locale.ROOT,
                "%d of %d clients connected, %,d ops/s, %d errors, %d disconnects",
                totals.connected(),
                workload.size(),
                perSecond,
                totals.errors(),
                totals.disconnects());
        boolean well = totals.errors() == 0 && totals.disconnects() == 0 && totals.wrong() == 0;
        return well ? text : style.red(text + ", " + totals.wrong() + " wrong");
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        synchronized (this) {
            if (style.live() && upgrade != null) {
                tick();
            }
            console.keepBlock();
        }
    }
}
