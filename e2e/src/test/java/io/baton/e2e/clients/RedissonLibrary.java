package io.baton.e2e.clients;

import io.baton.e2e.workload.Target;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.redisson.Redisson;
import org.redisson.api.BatchOptions;
import org.redisson.api.RBatch;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** Without its retries, which would hide what happened. */
final class RedissonLibrary implements ClientLibrary {

    private final RedissonClient client;

    RedissonLibrary(Target target) {
        Config config = new Config();
        config.setCodec(StringCodec.INSTANCE);
        config.setThreads(4);
        config.setNettyThreads(4);
        config.useSingleServer()
                .setAddress("redis://" + target.host() + ":" + target.port())
                .setPassword(target.password())
                .setConnectionPoolSize(16)
                .setConnectionMinimumIdleSize(4)
                .setTimeout(30_000)
                .setRetryAttempts(0);
        client = Redisson.create(config);
    }

    @Override
    public Session session() {
        RScript scripts = client.getScript(StringCodec.INSTANCE);
        String script = scripts.scriptLoad("return redis.call('INCR', KEYS[1])");
        return new Session() {
            @Override
            public void publish(String channel, String message) {
                client.getTopic(channel).publish(message);
            }

            @Override
            public void push(String list, String value) {
                client.<String>getBlockingQueue(list).add(value);
            }

            @Override
            public Optional<String> blockingPop(String list) {
                try {
                    return Optional.ofNullable(
                            client.<String>getBlockingQueue(list).poll(1, TimeUnit.SECONDS));
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                }
            }

            @Override
            public void incrementBoth(String one, String other) {
                RBatch batch = client.createBatch(
                        BatchOptions.defaults().executionMode(BatchOptions.ExecutionMode.IN_MEMORY_ATOMIC));
                batch.getAtomicLong(one).incrementAndGetAsync();
                batch.getAtomicLong(other).incrementAndGetAsync();
                batch.execute();
            }

            @Override
            public boolean incrementWatched(String key) {
                long before = number(key);
                return client.getAtomicLong(key).compareAndSet(before, before + 1);
            }

            @Override
            public void incrementByScript(String key) {
                scripts.evalSha(RScript.Mode.READ_WRITE, script, RScript.ReturnType.INTEGER, List.of(key));
            }

            @Override
            public void incrementPipelined(String key, int times) {
                RBatch batch = client.createBatch();
                for (int i = 0; i < times; i++) {
                    batch.getAtomicLong(key).incrementAndGetAsync();
                }
                batch.execute();
            }

            @Override
            public long number(String key) {
                return client.getAtomicLong(key).get();
            }

            @Override
            public void close() {
                // the connections are the client's
            }
        };
    }

    @Override
    public void subscribe(String channel, Consumer<String> listener) {
        client.getTopic(channel).addListener(String.class, (name, message) -> listener.accept(message));
    }

    @Override
    public void close() {
        client.shutdown(0, 5, TimeUnit.SECONDS);
    }
}
