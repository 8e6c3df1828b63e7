package io.baton.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Follows an upgrade by its server-sent events until it ends; connects again when the stream breaks. */
public final class UpgradeFollower implements AutoCloseable {

    private static final long RECONNECT_MILLIS = 250;

    private final BatonApi api;
    private final String upgradeId;
    private final BiConsumer<UpgradeView, JsonNode> listener;
    private final CompletableFuture<UpgradeView> end = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private UpgradeFollower(BatonApi api, String upgradeId, BiConsumer<UpgradeView, JsonNode> listener) {
        this.api = api;
        this.upgradeId = upgradeId;
        this.listener = listener;
        this.thread = new Thread(this::follow, "follow-" + upgradeId);
        thread.setDaemon(true);
    }

    /** @param listener hears every change, on another thread */
    public static UpgradeFollower start(BatonApi api, String upgradeId, Consumer<UpgradeView> listener) {
        return start(api, upgradeId, (view, json) -> listener.accept(view));
    }

    /** @param listener hears every change, and all that the event says, on another thread */
    public static UpgradeFollower start(BatonApi api, String upgradeId, BiConsumer<UpgradeView, JsonNode> listener) {
        UpgradeFollower follower = new UpgradeFollower(api, upgradeId, listener);
        follower.thread.start();
        return follower;
    }

    /** Completed with the upgrade's end. */
    public CompletableFuture<UpgradeView> end() {
        return end;
    }

    private void follow() {
        try {
            while (!end.isDone() && closed.getCount() > 0) {
                try (Stream<String> lines = api.events(upgradeId)) {
                    lines.filter(line -> line.startsWith("data:")).forEach(line -> hear(line.substring(5)));
                } catch (IOException | UncheckedIOException broken) {
                    // The service may be starting again: the next stream begins with the current state.
                }
                if (!end.isDone()) {
                    closed.await(RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            end.completeExceptionally(failed);
        }
    }

    private void hear(String data) {
        if (data.isBlank()) {
            return;
        }
        try {
            JsonNode json = BatonApi.JSON.readTree(data);
            UpgradeView view = BatonApi.view(json, UpgradeView.class);
            listener.accept(view, json);
            if (view.ended()) {
                end.complete(view);
            }
        } catch (IOException malformed) {
            throw new IllegalStateException("The event stream sent what is no upgrade: " + data, malformed);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }
}
