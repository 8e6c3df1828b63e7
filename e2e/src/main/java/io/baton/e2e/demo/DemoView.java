package io.baton.e2e.demo;

import io.baton.client.UpgradeView;
import io.baton.console.Bytes;
import io.baton.console.Console;
import io.baton.console.Glyphs;
import io.baton.console.Style;
import io.baton.e2e.workload.Totals;
import io.baton.e2e.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
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
    private static final int BAR = 40;

    private final Console console;
    private final Style style;
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
        this.workload = workload;
        ticker.scheduleAtFixedRate(this::tick, DRAW_MILLIS, DRAW_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Lets the clients run before anything happens. */
    void warmUp(Duration time) throws InterruptedException {
        await(time);
    }

    /** Lets the clients run on. */
    void runOn(Duration time) throws InterruptedException {
        synchronized (this) {
            phase = String.format(Locale.ROOT, "clients run on for %d s", time.toSeconds());
            toldAt = 0;
        }
        await(time);
    }

    private static void await(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
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
            Duration took =
                    upgrade.stageOf(toldStages).flatMap(UpgradeView.Stage::took).orElseThrow();
            console.line(String.format(
                    Locale.ROOT, "  %s %d  %-26s%s", Glyphs.DONE, toldStages, Stages.title(toldStages), seconds(took)));
            toldAt = 0;
        }
        if (toldAt == 0 || now - toldAt > (now - began > PATIENT_NANOS ? RARE_LINE_NANOS : LINE_NANOS)) {
            toldAt = now;
            console.line("    " + plainState() + "; " + clients(totals, perSecond));
        }
    }

    private String plainState() {
        if (upgrade.ended()) {
            return upgrade.state() + ", " + phase;
        }
        String lag = lag().isEmpty() ? "" : ", " + lag();
        return String.format(Locale.ROOT, "%s, %d %%%s%s", upgrade.state(), upgrade.progress(), lag, missed());
    }

    /** There is none before the data is synchronized, nor after the switch. */
    private String lag() {
        boolean synced = upgrade.stage() >= 2 && upgrade.stage() <= UpgradeView.SWITCH_STAGE;
        return synced && upgrade.lagBytes() != null ? Bytes.text(upgrade.lagBytes()) + " behind" : "";
    }

    private String missed() {
        return upgrade.lastMissedReason() == null
                ? ""
                : ", last attempt missed: " + upgrade.lastMissedReason().message();
    }

    private List<String> lines(Totals totals, long perSecond) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        if (upgrade != null) {
            for (int number = 1; number <= Stages.COUNT; number++) {
                lines.add(stage(number));
            }
            lines.add("");
            lines.add(String.format(
                    Locale.ROOT,
                    "  %s %3d %%  %s",
                    style.cyan(Glyphs.bar(upgrade.progress() / 100.0, BAR)),
                    upgrade.progress(),
                    state()));
        }
        lines.add("  " + clients(totals, perSecond) + (upgrade == null ? ", " + phase : ""));
        return lines;
    }

    private String state() {
        if (upgrade.ended()) {
            return upgrade.state() + ", " + phase;
        }
        List<String> parts = new ArrayList<>();
        parts.add(upgrade.state());
        if (upgrade.totalBytes() != null && upgrade.stage() == 2) {
            parts.add(Bytes.text(upgrade.syncedBytes() == null ? 0 : upgrade.syncedBytes()) + " of "
                    + Bytes.text(upgrade.totalBytes()));
        }
        if (!lag().isEmpty()) {
            parts.add(lag());
        }
        return String.join(" " + Glyphs.DOT + " ", parts) + missed();
    }

    private String stage(int number) {
        UpgradeView.Stage stage = upgrade.stageOf(number).orElse(null);
        String title = String.format("%d  %-26s", number, Stages.title(number));
        if (stage == null || stage.startedAt() == null) {
            return "    " + style.dim(title);
        }
        if (stage.took().isPresent()) {
            return "  " + style.green(Glyphs.DONE) + " " + title
                    + seconds(stage.took().get());
        }
        Duration sofar = Duration.between(stage.startedAt(), Instant.now());
        String sign = upgrade.ended() ? Glyphs.DOT : Glyphs.spinner(style, System.nanoTime());
        return "  " + style.cyan(sign) + " " + style.bold(title) + (upgrade.ended() ? "" : seconds(sofar));
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

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%8.2f s", Math.max(0, duration.toMillis()) / 1000.0);
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
