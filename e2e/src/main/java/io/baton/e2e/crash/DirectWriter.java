package io.baton.e2e.crash;

import io.baton.e2e.crash.DirectHistory.Write;
import io.baton.e2e.workload.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A client that goes past the proxies: it appends 1, 2, 3, … to a list of its own on one engine, by turns with a command
 * and with a script, connecting again as often as it must. What is not answered in time it gives up and never repeats.
 */
final class DirectWriter implements AutoCloseable {

    private static final String SCRIPT = "return redis.call('RPUSH', KEYS[1], ARGV[1])";
    private static final int PATIENCE_MILLIS = 1_000;
    private static final long PAUSE_NANOS = 2_000_000L;

    private final Target engine;
    private final String key;
    private final List<Write> acknowledged = new ArrayList<>();
    private final Thread thread;
    private volatile boolean stopped;
    private Jedis connection;

    private DirectWriter(Target engine, String key) {
        this.engine = engine;
        this.key = key;
        this.thread = new Thread(this::write, "direct-" + key);
        thread.setDaemon(true);
    }

    static DirectWriter start(Target engine, String key) {
        DirectWriter writer = new DirectWriter(engine, key);
        writer.thread.start();
        return writer;
    }

    String key() {
        return key;
    }

    private void write() {
        for (long number = 1; !stopped; number++) {
            append(number);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        disconnect();
    }

    private void append(long number) {
        try {
            if (connection == null) {
                connection = connect();
            }
            long sent = System.nanoTime();
            if (number % 2 == 0) {
                connection.rpush(key, Long.toString(number));
            } else {
                connection.eval(SCRIPT, List.of(key), List.of(Long.toString(number)));
            }
            acknowledged.add(new Write(number, sent, System.nanoTime()));
        } catch (JedisException refusedOrBroken) {
            // An engine that refuses may keep the connection: a new one costs little, and what it answers is
            // unmistakable.
            disconnect();
        }
    }

    private Jedis connect() {
        return new Jedis(
                new HostAndPort(engine.host(), engine.port()),
                DefaultJedisClientConfig.builder()
                        .password(engine.password())
                        .connectionTimeoutMillis(PATIENCE_MILLIS)
                        .socketTimeoutMillis(PATIENCE_MILLIS)
                        .build());
    }

    private void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    /** Stops and tells what it did. */
    DirectHistory stop() throws InterruptedException {
        stopped = true;
        thread.join(10_000);
        if (thread.isAlive()) {
            throw new IllegalStateException("the client that writes to " + engine + " does not stop");
        }
        return new DirectHistory(acknowledged);
    }

    @Override
    public void close() {
        stopped = true;
    }
}
