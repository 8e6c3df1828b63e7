package io.baton.e2e.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.client.UpgradeView;
import io.baton.e2e.clients.NodeInstallation;
import io.baton.e2e.harness.SharedStack;
import io.baton.e2e.harness.StackHarness;
import io.baton.e2e.harness.TestInstance;
import io.baton.e2e.harness.TopicReader;
import io.baton.e2e.harness.Upgrades;
import io.baton.local.process.Executables;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** One upgrade as those see it who are told of it: the contract holds, and each example of docs/consumers.md works. */
@Order(8)
@org.junit.jupiter.api.TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(SharedStack.class)
class ConsumersTest {

    /** The story of each upgrade that succeeds, in its order. */
    private static final List<String> STORY = List.of(
            "UpgradeRequested", "ResourcesAllocated", "SwitchWindowOpen", "SwitchCompleted", "UpgradeCompleted");

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StackHarness stack;
    private Examples examples;
    private String upgrade;
    private List<TopicReader.Event> events;

    ConsumersTest(StackHarness stack) {
        this.stack = stack;
    }

    @BeforeAll
    void upgradeOnceWithEverybodyWatching() throws Exception {
        examples = new Examples(stack);
        try (TestInstance instance = TestInstance.create(stack, "6.2.7", 1)) {
            examples.watch(instance.id());
            UpgradeView ordered = stack.api().upgrade(instance.id(), "7.0", "NOW");
            upgrade = ordered.id();
            new Upgrades(stack.api()).awaitCompleted(upgrade);
            examples.awaitAllHave("UpgradeCompleted", upgrade);
            events = stack.topics().all(stack.topics().names());
        }
    }

    @AfterAll
    void stopExamples() throws Exception {
        examples.close();
    }

    @Test
    void everyEventIsAsTheDocumentPromises() throws Exception {
        EventContract contract = EventContract.published();
        assertThat(events.stream().flatMap(event -> contract.violations(event).stream()))
                .isEmpty();
        Map<String, Long> counts = events.stream()
                .collect(Collectors.groupingBy(TopicReader.Event::topic, TreeMap::new, Collectors.counting()));
        assertThat(counts.keySet()).containsAll(STORY);
        System.out.println("Events that are as asyncapi.yaml promises: " + events.size() + ", " + counts);
    }

    @Test
    void theSubscriberInJavaReportsTheUpgrade() {
        reports("Subscriber.java");
    }

    @Test
    void theSubscriberOnNodeReportsTheUpgrade() {
        assumeTrue(NodeInstallation.present(), "node and npm are not on the PATH: subscriber.mjs is not tested");
        reports("subscriber.mjs");
    }

    @Test
    void kcatReportsTheUpgrade() {
        assumeTrue(
                Executables.find("kcat").isPresent(),
                "kcat is not on the PATH (Debian: apt-get install kcat): kcat.sh is not tested");
        reports("kcat.sh");
    }

    @Test
    void aWebhookBringsTheUpgradeToAReceiverInJava() throws Exception {
        brings("Receiver.java");
        refusesForgeries("Receiver.java");
    }

    @Test
    void aWebhookBringsTheUpgradeToAReceiverWithTheOfficialLibrary() throws Exception {
        assumeTrue(NodeInstallation.present(), "node and npm are not on the PATH: receiver.mjs is not tested");
        brings("receiver.mjs");
        refusesForgeries("receiver.mjs");
    }

    /** Each event that the example subscribes to is a line, once. */
    private void reports(String example) {
        List<String> expected = events.stream()
                .filter(event -> Examples.TOPICS.contains(event.topic()))
                .filter(event -> upgrade.equals(event.headers().get("ce_subject")))
                .map(event ->
                        "%s upgrade=%s instance=%s id=%s".formatted(event.type(), upgrade, event.key(), event.id()))
                .distinct()
                .toList();
        Awaitility.await(example + " has printed all").atMost(LIMIT).untilAsserted(() -> assertThat(
                        examples.named(example).about("upgrade=" + upgrade))
                .containsExactlyInAnyOrderElementsOf(expected));
        assertThat(expected.stream().map(line -> line.split(" ")[0])).containsAll(STORY);
    }

    /** Each event of the upgrade came once, signed, as it is on its topic. */
    private void brings(String example) throws Exception {
        Map<String, TopicReader.Event> told = events.stream()
                .filter(event -> upgrade.equals(event.headers().get("ce_subject")))
                .collect(Collectors.toMap(TopicReader.Event::id, event -> event, (first, again) -> first));
        String subject = "\"subject\":\"" + upgrade + "\"";
        List<String> lines = Awaitility.await(example + " has got all")
                .atMost(LIMIT)
                .until(() -> examples.named(example).about(subject), got -> got.size() >= told.size());
        Map<String, JsonNode> brought = new TreeMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", 3);
            assertThat(words[0]).isEqualTo("verified");
            assertThat(brought.put(words[1], JSON.readTree(words[2]))).as(line).isNull();
        }
        assertThat(brought.keySet()).isEqualTo(told.keySet());
        told.forEach((id, event) -> {
            JsonNode cloudEvent = brought.get(id);
            assertThat(cloudEvent.path("data")).as(event.topic()).isEqualTo(event.value());
            for (String attribute : List.of("specversion", "id", "type", "source", "subject")) {
                assertThat(cloudEvent.path(attribute).asText())
                        .as(attribute)
                        .isEqualTo(event.headers().get("ce_" + attribute));
            }
        });
        assertThat(brought.values().stream().map(event -> event.path("type").asText()))
                .containsAll(STORY);
    }

    private void refusesForgeries(String example) throws Exception {
        HttpRequest forged = HttpRequest.newBuilder(examples.address(example))
                .header("webhook-id", "forged")
                .header("webhook-timestamp", Long.toString(Instant.now().getEpochSecond()))
                .header("webhook-signature", "v1," + Base64.getEncoder().encodeToString(new byte[32]))
                .POST(HttpRequest.BodyPublishers.ofString("{\"id\": \"forged\"}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(forged, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(401);
        assertThat(examples.named(example).about("forged")).isEmpty();
    }
}
