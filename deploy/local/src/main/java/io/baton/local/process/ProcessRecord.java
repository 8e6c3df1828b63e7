package io.baton.local.process;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A process as it is written down in {@code run/<part>.json}, so that a later launcher finds it again.
 *
 * @param pid process id
 * @param startedAt epoch milliseconds at which the process started; with the id, it names one process for good
 * @param port where it listens
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProcessRecord(long pid, long startedAt, int port) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static ProcessRecord of(RunningProcess process, int port) {
        return new ProcessRecord(process.pid(), process.startedAt(), port);
    }

    /** What the file says; empty when there is none, or it is no such record. */
    public static Optional<ProcessRecord> read(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(JSON.readValue(file.toFile(), ProcessRecord.class))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The process that the file names, if it still runs. */
    public static Optional<RunningProcess> find(Path file) {
        return read(file).flatMap(ProcessRecord::process);
    }

    public Optional<RunningProcess> process() {
        return RunningProcess.find(pid, startedAt);
    }

    public void write(Path file) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        JSON.writeValue(draft.toFile(), this);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
