package io.baton.e2e.clients;

import io.baton.e2e.workload.Target;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Transaction;

final class JedisLibrary implements ClientLibrary {

    private final Target target;
    private JedisPubSub subscription;
    private Thread listening;

    JedisLibrary(Target target) {
        this.target = target;
    }

    @Override
    public Session session() {
        Jedis jedis = target.connect();
        String script = jedis.scriptLoad("return redis.call('INCR', KEYS[1])");
        return new Session() {
            @Override
            public void publish(String channel, String message) {
                jedis.publish(channel, message);
            }

            @Override
            public void push(String list, String value) {
                jedis.rpush(list, value);
            }

            @Override
            public Optional<String> blockingPop(String list) {
                return Optional.ofNullable(jedis.blpop(1, list)).map(popped -> popped.get(1));
            }

            @Override
            public void incrementBoth(String one, String other) {
                try (Transaction transaction = jedis.multi()) {
                    transaction.incr(one);
                    transaction.incr(other);
                    transaction.exec();
                }
            }

            @Override
            public boolean incrementWatched(String key) {
                jedis.watch(key);
                long before = number(key);
                try (Transaction transaction = jedis.multi()) {
                    transaction.set(key, Long.toString(before + 1));
                    return transaction.exec() != null;
                }
            }

            @Override
            public void incrementByScript(String key) {
                jedis.evalsha(script, List.of(key), List.of());
            }

            @Override
            public void incrementPipelined(String key, int times) {
                try (Pipeline pipeline = jedis.pipelined()) {
                    for (int i = 0; i < times; i++) {
                        pipeline.incr(key);
                    }
                }
            }

            @Override
            public long number(String key) {
                return Optional.ofNullable(jedis.get(key)).map(Long::parseLong).orElse(0L);
            }

            @Override
            public void close() {
                jedis.close();
            }
        };
    }

    @Override
    public void subscribe(String channel, Consumer<String> listener) {
        CountDownLatch subscribed = new CountDownLatch(1);
        subscription = new JedisPubSub() {
            @Override
            public void onSubscribe(String name, int count) {
                subscribed.countDown();
            }

            @Override
            public void onMessage(String name, String message) {
                listener.accept(message);
            }
        };
        listening = new Thread(
                () -> {
                    try (Jedis jedis = target.connect()) {
                        jedis.subscribe(subscription, channel);
                    } catch (RuntimeException failed) {
                        listener.accept("subscription failed: " + failed);
                    }
                },
                "jedis-subscriber");
        listening.start();
        await(subscribed);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (subscription != null && subscription.isSubscribed()) {
            subscription.unsubscribe();
        }
    }
}
