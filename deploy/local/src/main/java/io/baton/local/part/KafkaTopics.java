package io.baton.local.part;

import io.baton.contracts.EventTypes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of the choreography, one an event, named as the events are. */
public final class KafkaTopics {

    static final int PARTITIONS = 3;

    private final String address;

    KafkaTopics(String address) {
        this.address = address;
    }

    /** Every event's topic, in alphabetical order. */
    public static Set<String> names() {
        return new TreeSet<>(EventTypes.names());
    }

    /**
     * Creates the topics that are not there.
     *
     * @return whether the broker answered and has them all
     */
    boolean ensure() throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 1_000,
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 20))) {
            Set<String> there = admin.listTopics().names().get(1, TimeUnit.SECONDS);
            List<NewTopic> missing = names().stream()
                    .filter(name -> !there.contains(name))
                    .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                    .toList();
            admin.createTopics(missing).all().get(1, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException failed) {
            return failed.getCause() instanceof TopicExistsException;
        } catch (TimeoutException | KafkaException notYet) {
            return false;
        }
    }
}
