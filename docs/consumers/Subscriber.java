import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints each event of each upgrade once: java -cp 'deploy/local/target/lib/*' Subscriber.java BROKER GROUP */
class Subscriber {

    static final List<String> TOPICS = List.of(
            "UpgradeRequested", "ResourcesAllocated", "SyncCaughtUp", "SwitchWindowOpen", "SwitchWindowMissed",
            "SwitchCompleted", "ResourcesReleased", "UpgradeCompleted", "UpgradeFailed", "UpgradeCancelled");

    public static void main(String[] arguments) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", arguments[0],
                "group.id", arguments[1],
                "auto.offset.reset", "earliest", // a new group begins with what is still there
                "enable.auto.commit", "false"); // an event counts as read once it is handled, not before
        Set<String> handled = new LinkedHashSet<>(); // keep it with your own data, if that outlives the process

        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(TOPICS);
            while (true) {
                for (var event : consumer.poll(Duration.ofSeconds(1))) {
                    if (handled.add(header(event, "ce_id"))) { // an event may come twice, under the same id
                        handle(event);
                    }
                }
                consumer.commitSync();
                while (handled.size() > 100_000) {
                    handled.remove(handled.iterator().next());
                }
            }
        }
    }

    static void handle(ConsumerRecord<String, String> event) {
        // The value is JSON: read it with the library of your choice, and let it ignore fields that it does not know.
        System.out.printf(
                "%s upgrade=%s instance=%s id=%s%n",
                header(event, "ce_type"), header(event, "ce_subject"), event.key(), header(event, "ce_id"));
    }

    static String header(ConsumerRecord<String, String> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
