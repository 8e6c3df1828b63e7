package io.baton.switchover;

import io.baton.testkit.RespSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** One client that counts up through the proxy, over one connection, and remembers how far it got. */
final class SteadyWriter implements AutoCloseable {
    private final RespSocket socket;
    private final AtomicLong acknowledged = new AtomicLong();
    private final Thread thread = new Thread(this::run, "steady-writer");
    private volatile boolean running = true;
    private volatile IOException failure;

    SteadyWriter(TestInstance instance) throws IOException {
        socket = instance.client();
        thread.start();
    }

    private void run() {
        try {
            while (running) {
                acknowledged.set((Long) socket.command("INCR", "count"));
            }
        } catch (IOException failed) {
            failure = failed;
        }
    }

    void awaitMore(int writes) {
        long target = acknowledged.get() + writes;
        Awaitility.await("writes go on")
                .atMost(Duration.ofSeconds(20))
                .failFast(() -> failure != null)
                .until(() -> acknowledged.get() >= target);
    }

    /** The number of acknowledged writes; fails if the connection did. */
    String stopAndCount() throws Exception {
        running = false;
        thread.join();
        if (failure != null) {
            throw failure;
        }
        return Long.toString(acknowledged.get());
    }

    @Override
    public void close() throws InterruptedException, IOException {
        running = false;
        thread.join();
        socket.close();
    }
}
