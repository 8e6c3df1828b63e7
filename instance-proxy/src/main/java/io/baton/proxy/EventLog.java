package io.baton.proxy;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Log lines of one shape: the name of an event, then keys and values. Values are never secrets or clients' data. */
public final class EventLog {

    private final Logger logger;

    public EventLog(Class<?> source) {
        this(Logger.getLogger(source.getName()));
    }

    private EventLog(Logger logger) {
        this.logger = logger;
    }

    /** A log that says nothing. */
    public static EventLog silent() {
        Logger silent = Logger.getAnonymousLogger();
        silent.setLevel(Level.OFF);
        return new EventLog(silent);
    }

    /** @param keysAndValues key, value, key, value … */
    public void info(String event, Object... keysAndValues) {
        log(Level.INFO, event, keysAndValues);
    }

    /** @param keysAndValues key, value, key, value … */
    public void warn(String event, Object... keysAndValues) {
        log(Level.WARNING, event, keysAndValues);
    }

    private void log(Level level, String event, Object... keysAndValues) {
        if (!logger.isLoggable(level)) {
            return;
        }
        StringBuilder line = new StringBuilder(event);
        for (int i = 0; i + 1 < keysAndValues.length; i += 2) {
            String value = String.valueOf(keysAndValues[i + 1]).replaceAll("[\\r\\n]", " ");
            line.append(' ').append(keysAndValues[i]).append('=');
            line.append(value.indexOf(' ') < 0 ? value : '"' + value.replace('"', '\'') + '"');
        }
        logger.log(level, line.toString());
    }
}
