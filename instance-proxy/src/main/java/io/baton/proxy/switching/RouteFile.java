package io.baton.proxy.switching;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.baton.proxy.control.ProxyPhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Keeps the route on disk, so that a restarted proxy goes on where it was. Written as a whole beside the file and renamed
 * over it. Not synced to the disk: it has to outlive the process, not the machine, and every write is part of the stall.
 */
public final class RouteFile {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final ObjectReader READER = MAPPER.readerFor(Route.class);
    private static final ObjectWriter WRITER = MAPPER.writerFor(Route.class);

    private final Path file;
    private final Path beside;

    public RouteFile(Path file) {
        this.file = file.toAbsolutePath();
        this.beside = this.file.resolveSibling(this.file.getFileName() + ".new");
    }

    /**
     * The route as it was saved last. One that was draining is held now: no connection has outlived the process, so
     * nothing is owed.
     *
     * @throws IOException if there is a file and it can't be read or is no route
     */
    public Optional<Route> load() throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        try {
            Route route = READER.readValue(content);
            if (route == null || route.phase() == null || route.upstream() == null || route.outcome() == null) {
                throw new IOException("incomplete");
            }
            return Optional.of(route.phase() == ProxyPhase.HOLDING ? route.drained() : route);
        } catch (JacksonException notOne) {
            throw new IOException("not a route", notOne);
        }
    }

    /** Replaces the saved route; the old one stays if that fails. */
    public void save(Route route) throws IOException {
        Files.write(beside, WRITER.writeValueAsBytes(route));
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
