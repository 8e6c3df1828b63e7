package io.baton.proxy;

import io.baton.proxy.control.ProxyControlClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A real proxy in a process of its own, as resource-service starts it. */
final class ProxyProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final ProxyFolder folder;
    private final Process process;
    private final List<AutoCloseable> opened = new ArrayList<>();

    private ProxyProcess(ProxyFolder folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Starts a proxy and waits until it says that it serves; the folder is closed with it. */
    static ProxyProcess start(ProxyFolder folder, String... jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                InstanceProxy.class.getName(),
                "--config",
                folder.config().toString()));
        try {
            Files.deleteIfExists(folder.path("log"));
            ProxyProcess started = new ProxyProcess(
                    folder,
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.to(folder.path("log").toFile()))
                            .start());
            started.awaitServing();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitServing() {
        try {
            Awaitility.await("the proxy serves")
                    .atMost(START_LIMIT)
                    .pollInterval(Duration.ofMillis(10))
                    .failFast(() -> !process.isAlive())
                    .until(() -> log().contains(" serving "));
        } catch (RuntimeException notUp) {
            process.destroyForcibly();
            throw new IllegalStateException("the proxy did not start: " + log(), notUp);
        }
    }

    ProxyFolder folder() {
        return folder;
    }

    String log() {
        return folder.read("log");
    }

    int port() {
        return number("port");
    }

    int controlPort() {
        return number("controlPort");
    }

    private int number(String name) {
        Matcher said = Pattern.compile(" serving .*\\b" + name + "=(-?\\d+)").matcher(log());
        if (!said.find()) {
            throw new IllegalStateException("no " + name + " in " + log());
        }
        return Integer.parseInt(said.group(1));
    }

    RespClient client() {
        return keep(RespClient.connect(port()));
    }

    ProxyControlClient control() {
        return keep(ProxyControlClient.connect("127.0.0.1", controlPort(), ProxyHarness.TOKEN, ProxyHarness.TIMEOUT));
    }

    <T extends AutoCloseable> T keep(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Waits until the process has ended; returns its exit code. */
    int awaitEnd(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the proxy does not end: " + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @param name of the signal, such as {@code STOP} */
    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("no signal " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void kill9() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        opened.forEach(one -> {
            try {
                one.close();
            } catch (Exception ignored) {
                // the test has ended with this connection in any state
            }
        });
        kill9();
        folder.close();
    }
}
