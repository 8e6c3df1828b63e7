package io.baton.local;

import io.baton.console.Console;
import io.baton.console.Glyphs;
import io.baton.console.Style;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows which part of a stack is starting: in place on a terminal, as lines elsewhere; later, what happens to them. */
public final class StartView implements StackListener, AutoCloseable {

    /** What is known of one part. */
    private record Progress(long since, Duration took, int port, boolean adopted) {

        boolean ready() {
            return took != null;
        }
    }

    private final Console console;
    private final Style style;
    private final long start = System.nanoTime();
    private final Map<String, Progress> parts = new LinkedHashMap<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "start-view");
        thread.setDaemon(true);
        return thread;
    });
    private boolean settled;
    private int adopted;

    public StartView(Console console) {
        this.console = console;
        this.style = console.style();
        if (style.live()) {
            ticker.scheduleAtFixedRate(this::draw, 0, 100, TimeUnit.MILLISECONDS);
        }
    }

    /** The parts to come, so that they are shown in order. */
    public synchronized void expect(List<String> names) {
        names.forEach(name -> parts.put(name, new Progress(0, null, 0, false)));
    }

    /** The start is over: from now on only what changes is told. */
    public synchronized void settle() {
        draw();
        settled = true;
        ticker.shutdownNow();
        console.keepBlock();
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** How many parts ran before. */
    public synchronized int adopted() {
        return adopted;
    }

    public synchronized int expected() {
        return parts.size();
    }

    @Override
    public synchronized void starting(String part) {
        parts.put(part, new Progress(System.nanoTime(), null, 0, false));
        if (!settled) {
            plain("%s is starting", part);
        }
    }

    @Override
    public synchronized void adopted(String part) {
        adopted++;
        parts.put(part, new Progress(System.nanoTime(), null, 0, true));
        if (!settled) {
            plain("%s runs already", part);
        }
    }

    @Override
    public synchronized void ready(String part, int port, Duration took) {
        Progress before = parts.get(part);
        Duration whole = Duration.ofNanos(System.nanoTime() - before.since());
        parts.put(part, new Progress(before.since(), whole, port, before.adopted()));
        if (settled) {
            event(part + " is up again after " + seconds(whole) + ".");
        } else if (!before.adopted()) {
            plain("%s is ready after %s, 127.0.0.1:%d", part, seconds(whole), port);
        }
    }

    @Override
    public synchronized void died(String part, String how, Duration pause) {
        event(part + " " + how + "; it is started again in " + seconds(pause) + ".");
    }

    @Override
    public synchronized void stopping(String part) {
        event("Stopping " + part);
    }

    /** Something that happens later, when a log wants to know the time. */
    private void event(String text) {
        console.line(style.live() ? text : Instant.now().truncatedTo(ChronoUnit.SECONDS) + "  " + text);
    }

    private void plain(String format, Object... arguments) {
        if (!style.live()) {
            console.line(String.format(Locale.ROOT, "%8s  %s", seconds(elapsed()), String.format(format, arguments)));
        }
    }

    private synchronized void draw() {
        if (settled) {
            return;
        }
        List<String> lines = new ArrayList<>();
        parts.forEach((name, progress) -> lines.add(row(name, progress)));
        console.block(lines);
    }

    private String row(String name, Progress progress) {
        if (progress.since() == 0) {
            return style.dim(String.format("    %-20s", name));
        }
        long running = System.nanoTime() - progress.since();
        if (!progress.ready()) {
            return String.format(
                    "  %s %-20s %8s", Glyphs.spinner(style, running), name, seconds(Duration.ofNanos(running)));
        }
        String when = progress.adopted() ? "ran" : seconds(progress.took());
        return String.format(
                "  %s %-20s %8s   %s", style.green(Glyphs.DONE), name, when, style.dim("127.0.0.1:" + progress.port()));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
