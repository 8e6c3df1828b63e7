package io.baton.e2e.workload;

import io.baton.e2e.history.ClientHistory;
import io.baton.e2e.history.Outcome;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * One application that reads and writes as fast as it is answered, over one connection. When that breaks it says so
 * and opens another; nothing is ever sent again.
 */
final class WorkloadClient implements Runnable {

    /** Complete lists that are left before the oldest is checked and removed. */
    private static final int KEPT_LISTS = 4;

    private static final long RECONNECT_PAUSE_NANOS = 50_000_000L;

    private final Keys keys;
    private final JedisClientConfig config;
    private final TrackedSockets sockets;
    private final long pauseNanos;
    private final ClientHistory history = new ClientHistory(Keys.REGISTERS);
    private final LatencyLog latencies;
    private final Meter meter = new Meter();
    private volatile boolean stopped;
    private boolean keptConnection;
    private Jedis connection;

    /**
     * @param number from 0; even ones speak RESP3, odd ones RESP2
     * @param pauseNanos rest after each operation; 0 for full speed
     */
    WorkloadClient(int number, Target target, long pauseNanos, LatencyLog latencies) {
        this.keys = new Keys(number);
        this.pauseNanos = pauseNanos;
        this.latencies = latencies;
        this.config = target.config("load-" + number, number % 2 == 0 ? RedisProtocol.RESP3 : RedisProtocol.RESP2);
        this.sockets = new TrackedSockets(target, config);
    }

    void stop() {
        stopped = true;
    }

    Meter meter() {
        return meter;
    }

    LatencyLog latencies() {
        return latencies;
    }

    /** To be read after the client has stopped. */
    ClientHistory history() {
        return history;
    }

    Keys keys() {
        return keys;
    }

    boolean keptConnection() {
        return keptConnection;
    }

    @Override
    public void run() {
        try {
            readAndWrite();
            keptConnection = sockets.firstStillOpen();
        } catch (RuntimeException unexpected) {
            // Whatever it is, an application would have noticed it.
            history.notConnected();
            meter.error();
        } finally {
            close();
        }
    }

    private void readAndWrite() {
        connect();
        int register = 0;
        while (!stopped) {
            read(register);
            set(register);
            read(register);
            increment();
            read((register + Keys.REGISTERS / 2) % Keys.REGISTERS);
            append();
            register = (register + 1) % Keys.REGISTERS;
        }
    }

    private void read(int register) {
        perform(
                () -> connection.get(keys.register(register)),
                value -> {
                    long seen = keys.number(register, value);
                    right(history.read(register, seen, () -> again(register, seen)));
                },
                history::notRead);
    }

    private long again(int register, long seen) {
        try {
            return keys.number(register, connection.get(keys.register(register)));
        } catch (JedisDataException | JedisConnectionException failed) {
            return seen;
        }
    }

    private void set(int register) {
        long number = history.nextNumber();
        perform(
                () -> connection.set(keys.register(register), keys.value(register, number)),
                ok -> history.set(register, number, Outcome.ACKNOWLEDGED),
                outcome -> history.set(register, number, outcome));
    }

    private void increment() {
        perform(
                () -> connection.incr(keys.counter()),
                reply -> right(history.incremented(reply)),
                history::notIncremented);
    }

    private void append() {
        long number = history.nextAppend();
        perform(
                () -> connection.rpush(keys.list(ClientHistory.segmentOf(number)), Long.toString(number)),
                length -> history.appended(number, Outcome.ACKNOWLEDGED),
                outcome -> history.appended(number, outcome));
        if (history.lastSegment() - history.firstKeptSegment() > KEPT_LISTS) {
            removeOldest();
        }
    }

    private void removeOldest() {
        String list = keys.list(history.firstKeptSegment());
        perform(
                () -> connection.lrange(list, 0, -1),
                values -> {
                    right(history.checked(numbers(values)));
                    perform(
                            () -> connection.del(list),
                            gone -> history.removed(Outcome.ACKNOWLEDGED),
                            history::removed);
                },
                history::notRead);
    }

    static List<Long> numbers(List<String> values) {
        return values.stream()
                .map(value -> value.matches("\\d{1,18}") ? Long.parseLong(value) : -1L)
                .toList();
    }

    private void right(boolean right) {
        if (!right) {
            meter.wrong();
        }
    }

    private <T> void perform(Supplier<T> operation, Consumer<T> answered, Consumer<Outcome> failed) {
        if (connection == null) {
            return;
        }
        long began = System.nanoTime();
        try {
            T answer = operation.get();
            measured(began);
            answered.accept(answer);
        } catch (JedisDataException error) {
            measured(began);
            meter.error();
            failed.accept(Outcome.REFUSED);
        } catch (JedisConnectionException broken) {
            broken(failed);
            measured(began); // an application goes on when it is connected again
        }
        if (pauseNanos > 0) {
            LockSupport.parkNanos(pauseNanos);
        }
    }

    private void broken(Consumer<Outcome> failed) {
        failed.accept(Outcome.UNANSWERED);
        history.disconnected();
        meter.disconnected();
        close();
        connect();
    }

    private void measured(long began) {
        latencies.record(began, System.nanoTime());
        meter.operation();
    }

    private void connect() {
        while (!stopped) {
            try {
                connection = new Jedis(sockets, config);
                meter.connected();
                return;
            } catch (JedisDataException | JedisConnectionException refused) {
                history.notConnected();
                meter.error();
                LockSupport.parkNanos(RECONNECT_PAUSE_NANOS);
            }
        }
    }

    private void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
