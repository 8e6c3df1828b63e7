package io.baton.e2e.bench;

import io.baton.e2e.stack.FreePorts;
import io.baton.local.UserError;
import io.baton.local.process.Executables;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A process of a benchmark that listens on a loopback port of its own, in a folder of its own. */
public final class Peer implements AutoCloseable {

    public static final String HOST = "127.0.0.1";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int STOP_SECONDS = 5;
    private static final long KIB = 1024;

    private final Process process;
    private final int port;
    private final Path log;

    private Peer(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Returns once it accepts connections. */
    static Peer start(Path folder, int port, List<String> command) {
        try {
            Files.createDirectories(folder);
            Path log = folder.resolve("log");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Peer peer = new Peer(process, port, log);
            peer.awaitListening(command.get(0));
            return peer;
        } catch (IOException failed) {
            throw new UserError("%s can't be started: %s", command.get(0), failed.getMessage());
        }
    }

    /** A program that a benchmark compares with, and that Baton itself does not need. */
    public static String program(String name, String debianPackage) {
        return Executables.find(name)
                .map(Path::toString)
                .orElseThrow(() -> new UserError(
                        "%s is not on the PATH. This benchmark compares with it; on Debian it is in the package %s.",
                        name, debianPackage));
    }

    /** One that no outgoing connection takes before it is listened on. */
    static int freePort() {
        return FreePorts.inARow(1);
    }

    private void awaitListening(String what) {
        try {
            Awaitility.await()
                    .atMost(START_LIMIT)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !process.isAlive() || listens());
        } catch (ConditionTimeoutException late) {
            close();
        }
        if (!process.isAlive()) {
            throw new UserError("%s does not run: %s", what, lastWords());
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(HOST, port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String lastWords() {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.reduce((before, line) -> line).orElse("it said nothing");
        } catch (IOException unreadable) {
            return unreadable.getMessage();
        }
    }

    public int port() {
        return port;
    }

    ProcessorTime processorTime() {
        return ProcessorTime.of(process.pid());
    }

    /** Resident memory in bytes, or 0 where the system does not tell (it is read from /proc). */
    long residentBytes() {
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                    .findFirst()
                    .orElse(0);
        } catch (IOException untold) {
            return 0;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
