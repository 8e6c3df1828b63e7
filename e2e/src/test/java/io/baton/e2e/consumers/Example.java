package io.baton.e2e.consumers;

import io.baton.local.process.Executables;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.LoggerFactory;

/** A program of docs/consumers, run as its page says, and what it has printed so far. */
final class Example implements AutoCloseable {

    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private Example(Process process) {
        this.process = process;
    }

    static Path folder() {
        return Path.of(System.getProperty("baton.root"), "docs/consumers");
    }

    /** A single file of Java, with Kafka's client on the class path. */
    static Example java(String file, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Executables.java(), "-XX:TieredStopAtLevel=1", "-Xmx128m", "-cp", kafkaClient(), file));
        command.addAll(List.of(arguments));
        return start(command, environment);
    }

    static Example run(List<String> program, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        return start(command, environment);
    }

    private static Example start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder().toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Example example = new Example(builder.start());
        Thread reading = new Thread(example::read, String.join(" ", command));
        reading.setDaemon(true);
        reading.start();
        return example;
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    boolean runs() {
        return process.isAlive();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** What it has printed about something. */
    List<String> about(String word) {
        return lines.stream().filter(line -> line.contains(word)).toList();
    }

    /** Ends it with all that it has started itself. */
    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private static String kafkaClient() {
        return List.of(KafkaConsumer.class, LoggerFactory.class).stream()
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
