package io.baton.e2e.clients;

import io.baton.e2e.workload.Target;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.KeyValue;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Without its reconnecting, which would hide what happened. */
final class LettuceLibrary implements ClientLibrary {

    private final RedisClient client;

    LettuceLibrary(Target target) {
        client = RedisClient.create(RedisURI.builder()
                .withHost(target.host())
                .withPort(target.port())
                .withPassword(target.password().toCharArray())
                .withTimeout(Duration.ofSeconds(30))
                .build());
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
    }

    @Override
    public Session session() {
        StatefulRedisConnection<String, String> connection = client.connect();
        RedisCommands<String, String> redis = connection.sync();
        String script = redis.scriptLoad("return redis.call('INCR', KEYS[1])");
        return new Session() {
            @Override
            public void publish(String channel, String message) {
                redis.publish(channel, message);
            }

            @Override
            public void push(String list, String value) {
                redis.rpush(list, value);
            }

            @Override
            public Optional<String> blockingPop(String list) {
                return Optional.ofNullable(redis.blpop(1, list)).map(KeyValue::getValue);
            }

            @Override
            public void incrementBoth(String one, String other) {
                redis.multi();
                redis.incr(one);
                redis.incr(other);
                redis.exec();
            }

            @Override
            public boolean incrementWatched(String key) {
                redis.watch(key);
                long before = number(key);
                redis.multi();
                redis.set(key, Long.toString(before + 1));
                TransactionResult result = redis.exec();
                return !result.wasDiscarded();
            }

            @Override
            public void incrementByScript(String key) {
                redis.evalsha(script, ScriptOutputType.INTEGER, key);
            }

            @Override
            public void incrementPipelined(String key, int times) {
                List<RedisFuture<Long>> answers = new ArrayList<>();
                for (int i = 0; i < times; i++) {
                    answers.add(connection.async().incr(key));
                }
                if (!LettuceFutures.awaitAll(Duration.ofSeconds(30), answers.toArray(RedisFuture[]::new))) {
                    throw new IllegalStateException("a pipelined command was not answered");
                }
            }

            @Override
            public long number(String key) {
                return Optional.ofNullable(redis.get(key)).map(Long::parseLong).orElse(0L);
            }

            @Override
            public void close() {
                connection.close();
            }
        };
    }

    @Override
    public void subscribe(String channel, Consumer<String> listener) {
        StatefulRedisPubSubConnection<String, String> connection = client.connectPubSub();
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String name, String message) {
                listener.accept(message);
            }
        });
        connection.sync().subscribe(channel);
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
    }
}
