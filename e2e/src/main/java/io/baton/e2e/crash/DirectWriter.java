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
final class DirectWriter {

    private static final String SCRIPT = "return redis.call('RPUSH', KEYS[1], ARGV[1])";
    private static final int PATIENCE_MILLIS = 1_000;
    private static final int STOP_WITHIN_MILLIS = 10_000;
    private static final long PAUSE_NANOS = 2_000_000L;

    private final String key;
    private final List<Write> acknowledged = new ArrayList<>();
    private final Thread thread;
    private Target engine;
    private volatile boolean stopped;
    private Jedis connection;

    DirectWriter(String key) {
        this.key = key;
        this.thread = new Thread(this::write, key);
        thread.setDaemon(true);
    }

    void start(Target target) {
        engine = target;
        thread.start();
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

    /** Stops and tells what it did: nothing, if it was never started. */
    DirectHistory stop() {
        abandon();
        try {
            thread.join(STOP_WITHIN_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new IllegalStateException("the client that writes to " + engine + " does not stop");
        }
        return new DirectHistory(acknowledged);
    }

    /** Stops it without asking what it did. */
    void abandon() {
        stopped = true;
    }
}
