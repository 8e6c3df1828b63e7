package io.baton.local;

import io.baton.local.part.ListeningPort;
import io.baton.local.part.Part;
import io.baton.local.part.Parts;
import io.baton.local.process.ProcessRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All of Baton on this machine but the instances that it looks after. Starting adopts what already runs in the home folder and starts the rest; from then on
 * a part that ends is started again, until the stack is stopped or left.
 */
public final class Stack {

    private final Settings settings;
    private final List<Part> parts;
    private final Map<String, PartRunner> runners;
    private final StackListener listener;

    public Stack(Settings settings, StackListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.parts = Parts.of(settings);
        this.runners = parts.stream()
                .map(part -> new PartRunner(part, settings.home(), listener))
                .collect(Collectors.toMap(PartRunner::name, Function.identity()));
    }

    public List<String> parts() {
        return parts.stream().map(Part::name).toList();
    }

    /**
     * Returns when every part serves.
     *
     * @throws UserError when one can't be started, and why; what was started keeps running
     */
    public void start() throws InterruptedException {
        requirePorts();
        for (Part part : parts) {
            runners.get(part.name())
                    .keep(part.needs().stream()
                            .filter(runners::containsKey)
                            .map(runners::get)
                            .toList());
        }
        try {
            failFast().get();
        } catch (ExecutionException failed) {
            throw asUserError(failed);
        }
    }

    private CompletableFuture<?> failFast() {
        CompletableFuture<?>[] all =
                runners.values().stream().map(PartRunner::firstReady).toArray(CompletableFuture[]::new);
        CompletableFuture<Object> first = new CompletableFuture<>();
        for (CompletableFuture<?> one : all) {
            one.whenComplete((ok, failure) -> {
                if (failure != null) {
                    first.completeExceptionally(failure);
                }
            });
        }
        CompletableFuture.allOf(all).thenRun(() -> first.complete(null));
        return first;
    }

    private static UserError asUserError(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof UserError error ? error : new UserError("It does not start: %s", cause);
    }

    private void requirePorts() {
        for (Part part : parts) {
            if (running(part)) {
                continue;
            }
            for (ListeningPort port : part.ports()) {
                if (port.taken()) {
                    throw new UserError(
                            "Port %d is taken, and %s needs it: choose another with %s.",
                            port.number(), part.name(), port.option());
                }
            }
        }
    }

    private boolean running(Part part) {
        return ProcessRecord.find(settings.home().run().resolve(part.name() + ".json"))
                .isPresent();
    }

    /** Leaves everything running, for another launcher to adopt. */
    public void leave() throws InterruptedException {
        for (PartRunner runner : runners.values()) {
            runner.leave();
        }
    }

    /**
     * Stops the services, then what they need. State stays on disk. The instances' engines and proxies are no part of the
     * stack: they go on serving, and nothing here knows of them.
     */
    public void stop() throws IOException, InterruptedException {
        // Nobody is to be started again while others are stopped.
        leave();
        List<Part> services =
                parts.stream().filter(part -> !part.needs().isEmpty()).toList();
        List<Part> needed =
                parts.stream().filter(part -> part.needs().isEmpty()).toList();
        List<Throwable> failures = new ArrayList<>(stop(services));
        failures.addAll(stop(needed));
        if (!failures.isEmpty()) {
            throw new IOException(failures.get(0));
        }
    }

    /** All at once, as one after the other would take longer; one that fails keeps no other from being stopped. */
    private List<Throwable> stop(List<Part> together) throws InterruptedException {
        List<CompletableFuture<Void>> stops = together.stream()
                .map(part -> CompletableFuture.runAsync(() -> stop(part), task -> new Thread(task, "stop").start()))
                .toList();
        List<Throwable> failures = new ArrayList<>();
        for (CompletableFuture<Void> stop : stops) {
            try {
                stop.get();
            } catch (ExecutionException failed) {
                failures.add(failed.getCause());
            }
        }
        return failures;
    }

    private void stop(Part part) {
        try {
            runners.get(part.name()).stop();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
