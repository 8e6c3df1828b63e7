package io.baton.sync;

import io.baton.testkit.RespSocket;
import io.baton.testkit.TestEngine;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** A client that writes as fast as one connection can, until it is closed. */
final class WriteLoad implements AutoCloseable {
    private final TestEngine engine;
    private final AtomicLong written = new AtomicLong();
    private final Thread thread = new Thread(this::write, "write-load");
    private volatile boolean running = true;

    WriteLoad(TestEngine engine) {
        this.engine = engine;
        thread.start();
    }

    long written() {
        return written.get();
    }

    private void write() {
        try (RespSocket socket = engine.connect()) {
            while (running) {
                socket.command("SET", "load:" + written.incrementAndGet() % 1_000, "x".repeat(200));
            }
        } catch (IOException ended) {
            running = false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        thread.join();
    }
}
