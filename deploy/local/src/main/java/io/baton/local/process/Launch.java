package io.baton.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command that is to run on its own: in its own session, so that Ctrl-C at the
 * launcher's terminal reaches the launcher only, and outliving the launcher.
 *
 * @param command the program and its arguments
 * @param environment variables over those of this process
 * @param folder its working folder
 * @param log where its output is appended
 */
public record Launch(List<String> command, Map<String, String> environment, Path folder, Path log) {

    /** A log this long is put aside, once, when its part starts again. */
    private static final long LONG_LOG_BYTES = 20L << 20;

    /** Starts it; what becomes of it is the caller's to watch. */
    public RunningProcess start() throws IOException {
        return RunningProcess.of(launch());
    }

    /**
     * Runs it to its end.
     *
     * @return whether it ended in time, and well
     */
    public boolean run(Duration atMost) throws IOException, InterruptedException {
        Process process = launch();
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }

    private Process launch() throws IOException {
        List<String> line = new ArrayList<>();
        line.addAll(ownSession());
        line.addAll(command);
        if (Files.exists(log) && Files.size(log) > LONG_LOG_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** What becomes the command itself, so that the process id stays the same. */
    private static List<String> ownSession() {
        if (Executables.find("setsid").isPresent()) {
            return List.of("setsid");
        }
        // macOS has no setsid, but Perl.
        return Executables.find("perl").isPresent()
                ? List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV or exit 127", "--")
                : List.of();
    }
}
