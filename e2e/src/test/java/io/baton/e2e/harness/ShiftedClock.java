package io.baton.e2e.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The clock of the maintenance windows, which a test can move through the file that the services read. */
public final class ShiftedClock {

    private final Path file;
    private Duration offset = Duration.ZERO;

    ShiftedClock(Path file) throws IOException {
        this.file = file;
        write();
    }

    Path file() {
        return file;
    }

    /** What the services take for now, in UTC. */
    public OffsetDateTime now() {
        return Instant.now().plus(offset).atOffset(ZoneOffset.UTC);
    }

    public void moveTo(Instant instant) throws IOException {
        offset = Duration.between(Instant.now(), instant);
        write();
    }

    public void reset() throws IOException {
        offset = Duration.ZERO;
        write();
    }

    private void write() throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, offset.toString());
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
