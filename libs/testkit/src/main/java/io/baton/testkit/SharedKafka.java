package io.baton.testkit;

import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The one real broker of this JVM: a container where a Docker engine has the image, otherwise the same broker inside the
 * JVM. Nothing is pulled: a test run never waits for a download that nobody asked for.
 *
 * <p>Public only because {@link OncePerJvm} calls it across class loaders; tests use {@link KafkaResource}.
 */
public final class SharedKafka {

    private static final Logger LOG = Logger.getLogger(SharedKafka.class);
    private static final List<String> IMAGES = List.of("apache/kafka-native", "apache/kafka");

    private static String bootstrapServers;

    private SharedKafka() {}

    /** @return {@code host:port} of the running broker; starts it on the first call */
    public static synchronized String bootstrapServers() {
        if (bootstrapServers == null) {
            bootstrapServers = container().orElseGet(SharedKafka::embedded);
        }
        return bootstrapServers;
    }

    private static Optional<String> container() {
        if (!DockerSocket.present()) {
            return Optional.empty();
        }
        try {
            if (!DockerClientFactory.instance().isDockerAvailable() || !cleanerUsable()) {
                return Optional.empty();
            }
            return IMAGES.stream()
                    .flatMap(name -> localTag(name).stream())
                    .findFirst()
                    .map(SharedKafka::start);
        } catch (RuntimeException unusable) {
            LOG.infof("Kafka for tests: the Docker engine can't be used (%s)", unusable.getMessage());
            return Optional.empty();
        }
    }

    /** Testcontainers starts its cleaner beside every container; without that image nothing would start. */
    private static boolean cleanerUsable() {
        return "true".equalsIgnoreCase(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))
                || localTag("testcontainers/ryuk").isPresent();
    }

    private static Optional<String> localTag(String repository) {
        return DockerClientFactory.instance().client().listImagesCmd().exec().stream()
                .filter(image -> image.getRepoTags() != null)
                .flatMap(image -> Stream.of(image.getRepoTags()))
                .filter(tag -> tag.startsWith(repository + ":"))
                .max(Comparator.naturalOrder());
    }

    @SuppressWarnings("resource") // Testcontainers' cleaner, or the end of the JVM, removes it
    private static String start(String image) {
        KafkaContainer kafka = new KafkaContainer(DockerImageName.parse(image)).withImagePullPolicy(anyImage -> false);
        kafka.start();
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::stop, "stop-test-kafka"));
        LOG.infof("Kafka for tests: container %s at %s", image, kafka.getBootstrapServers());
        return kafka.getBootstrapServers();
    }

    private static String embedded() {
        List<Integer> ports = FreePort.choose(2);
        EmbeddedKafkaBroker broker = new EmbeddedKafkaBroker()
                .withNodeId(1)
                .withKafkaPort(ports.get(0))
                .withControllerPort(ports.get(1))
                .withDeleteLogDirsOnClose(true)
                .withAdditionalProperties(settings -> {
                    settings.put("auto.create.topics.enable", "true");
                    settings.put("group.initial.rebalance.delay.ms", "0");
                    settings.put("offsets.topic.num.partitions", "4");
                    settings.put("log.dir.failure.timeout.ms", "30000");
                })
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-test-kafka"));
        String listeners = broker.getAdvertisedListeners();
        String servers = listeners.substring(listeners.indexOf("://") + 3);
        LOG.infof("Kafka for tests: embedded broker at %s", servers);
        return servers;
    }
}
