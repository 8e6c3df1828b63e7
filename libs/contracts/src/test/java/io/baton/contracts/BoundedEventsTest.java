package io.baton.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No event outgrows what a broker takes, whatever engines, users and keys say. */
class BoundedEventsTest {

    /** A quarter of what a broker takes by default. */
    private static final int MOST_BYTES = 256 * 1024;

    /** What Baton itself makes up: its size does not depend on anybody outside. */
    private static final Set<String> OWN_WORDS = Set.of(
            "upgradeId",
            "instanceId",
            "nodeId",
            "host",
            "edition",
            "version",
            "credentialRef",
            "tokenRef",
            "release",
            "replaces",
            "versionBefore",
            "versionAfter",
            "eta",
            "opensAt",
            "closesAt",
            "committedAt",
            "phase",
            "severity",
            "nodeIds");

    static Stream<BatonEvent> events() {
        return EventSamples.all().stream();
    }

    /** Every text that comes from outside is a million of the character that takes most in JSON, every list is long. */
    @ParameterizedTest
    @MethodSource("events")
    void theWorstOfEachTypeIsFarBelowWhatABrokerTakes(BatonEvent event) throws Exception {
        JsonNode worst = worst("", EventJson.MAPPER.valueToTree(event));
        BatonEvent read = EventJson.MAPPER.treeToValue(worst, event.getClass());

        byte[] json = EventJson.MAPPER.writeValueAsString(read).getBytes(StandardCharsets.UTF_8);
        assertThat(json.length).as(event.topic()).isLessThan(MOST_BYTES);
    }

    private static JsonNode worst(String field, JsonNode node) {
        if (node instanceof TextNode) {
            return OWN_WORDS.contains(field) ? node : TextNode.valueOf("\u0001".repeat(1_000_000));
        }
        if (node instanceof ArrayNode list && !list.isEmpty()) {
            ArrayNode longer = list.arrayNode();
            boolean outside = field.equals("findings") || field.equals("differingKeys");
            IntStream.range(0, outside ? 100 : 20).forEach(i -> longer.add(worst(field, list.get(0))));
            return longer;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode other = object.objectNode();
            object.fields().forEachRemaining(each -> other.set(each.getKey(), worst(each.getKey(), each.getValue())));
            return other;
        }
        return node;
    }

    @Test
    void ofManyFindingsTheFirstOfEachCodeAreToldAndHowManyThereAre() {
        List<Finding> many = IntStream.range(0, 6_000)
                .mapToObj(i -> new Finding(i < 5_990 ? "SAME" : "LAST_" + i, Finding.Severity.WARN, "m" + i, "a"))
                .toList();

        UpgradeEvent.SyncCaughtUp event = new UpgradeEvent.SyncCaughtUp("upg-1", "ins-1", 1, 0, many);

        assertThat(event.findingsInAll()).isEqualTo(6_000);
        assertThat(event.findings()).hasSize(30);
        assertThat(event.findings().stream().map(Finding::code).distinct()).hasSize(11);
        assertThat(event.findings().get(0).message()).isEqualTo("m0");
        assertThat(event.findings().get(11).message()).isEqualTo("m1");
    }

    @Test
    void aTextIsCutWithoutHalfACharacter() {
        String cut = new Reason("X", "\uD83D\uDE00".repeat(1_000)).message();

        assertThat(cut).hasSizeLessThanOrEqualTo(600).endsWith(" …");
        assertThat(cut.codePoints().filter(point -> point >= 0xD800 && point <= 0xDFFF))
                .isEmpty();
        assertThat(new Reason("X", "short").message()).isEqualTo("short");
        assertThat(new Reason("X", null).message()).isNull();
    }

    @Test
    void withoutDetailsItIsTheSameFact() {
        for (BatonEvent event : EventSamples.all()) {
            BatonEvent shorter = event.withoutDetails();
            assertThat(shorter.getClass()).isEqualTo(event.getClass());
            assertThat(shorter.sagaId()).isEqualTo(event.sagaId());
        }
        assertThat(Arrays.asList(EventSamples.all().stream()
                        .filter(event -> !event.equals(event.withoutDetails()))
                        .map(BatonEvent::topic)
                        .toArray()))
                .containsExactlyInAnyOrder("SyncCaughtUp", "SwitchCompleted");
    }
}
