package io.baton.proxy;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/** The process's log: one line an event on standard output, {@code time level event key=value …}. */
final class LogLines extends Formatter {

    private LogLines() {}

    static void install() {
        LogManager.getLogManager().reset();
        Handler out = new StreamHandler(new PrintStream(new FileOutputStream(FileDescriptor.out)), new LogLines()) {
            @Override
            public synchronized void publish(LogRecord line) {
                super.publish(line);
                flush();
            }
        };
        Logger.getLogger("").addHandler(out);
        Logger.getLogger("").setLevel(Level.INFO);
    }

    @Override
    public String format(LogRecord line) {
        StringBuilder text = new StringBuilder(Instant.ofEpochMilli(line.getMillis())
                        .truncatedTo(ChronoUnit.MILLIS)
                        .toString())
                .append(' ')
                .append(
                        line.getLevel() == Level.WARNING
                                ? "WARN"
                                : line.getLevel().getName())
                .append(' ')
                .append(line.getMessage());
        if (line.getThrown() != null) {
            text.append(" cause=\"").append(line.getThrown()).append('"');
        }
        return text.append(System.lineSeparator()).toString();
    }
}
