package io.baton.saga.infrastructure;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The clock of windows, grants and deadlines: the machine's, plus the offset in the file that
 * {@code BATON_CLOCK_OFFSET_FILE} names, where one is named. The offset lets a test or a rehearsal step into next
 * night's maintenance window. Leases never use it: they compare the database's own clock.
 */
@ApplicationScoped
public class BatonClock {
    private static final Logger LOG = Logger.getLogger(BatonClock.class);

    private final Clock clock = Clock.systemUTC();
    private final Optional<Path> offsetFile;

    BatonClock(@ConfigProperty(name = "baton.clock.offset.file") Optional<Path> offsetFile) {
        this.offsetFile = offsetFile;
    }

    public Instant now() {
        return clock.instant().plus(offset());
    }

    private Duration offset() {
        if (offsetFile.isEmpty()) {
            return Duration.ZERO;
        }
        try {
            return Duration.parse(Files.readString(offsetFile.get()).strip());
        } catch (NoSuchFileException none) {
            return Duration.ZERO;
        } catch (IOException | DateTimeParseException unreadable) {
            LOG.warnf("clock offset ignored file=%s reason=\"%s\"", offsetFile.get(), unreadable.getMessage());
            return Duration.ZERO;
        }
    }
}
