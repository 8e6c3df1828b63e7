package io.baton.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives a Quarkus test a real Kafka broker, the same one to all test classes of a JVM.
 *
 * <p>Init arguments are passed on as further configuration of the application under test, for instance
 * {@code @ResourceArg(name = "mp.messaging.incoming.x.topic", value = "y")}.
 */
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {

    private Map<String, String> further = Map.of();

    @Override
    public void init(Map<String, String> initArgs) {
        further = Map.copyOf(initArgs);
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> configuration = new HashMap<>(further);
        configuration.put("kafka.bootstrap.servers", bootstrapServers());
        return configuration;
    }

    /** Nothing: the broker serves the other test classes too and ends with the JVM. */
    @Override
    public void stop() {}

    /** @return {@code host:port} of the broker, for tests that talk to it without Quarkus; starts it if need be */
    public static String bootstrapServers() {
        return OncePerJvm.call(SharedKafka.class, "bootstrapServers");
    }
}
