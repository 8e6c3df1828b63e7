package io.baton.e2e.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.baton.contracts.BatonEvent;
import io.baton.contracts.EventTypes;
import io.baton.e2e.clients.NodeInstallation;
import io.baton.e2e.harness.TopicReader;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The AsyncAPI document is one, and a record that is not as it promises is found. */
class EventContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theDocumentIsValidByTheOfficialMetaSchema() throws Exception {
        assumeTrue(
                NodeInstallation.present(),
                "node and npm are not on the PATH: the meta-schema of AsyncAPI comes with npm's @asyncapi/specs");
        NodeInstallation.install(Example.folder());
        var metaSchema = JsonSchemaFactory.getInstance(VersionFlag.V7)
                .getSchema(JSON.readTree(Example.folder()
                        .resolve("node_modules/@asyncapi/specs/schemas/3.0.0-without-$id.json")
                        .toFile()));
        ObjectNode document = EventContract.published().document().deepCopy();
        assertThat(metaSchema.validate(document)).isEmpty();
        document.withObject("/operations/onUpgradeCompleted").put("action", "listen");
        assertThat(metaSchema.validate(document)).isNotEmpty();
    }

    @Test
    void theDocumentHasEveryTopic() throws Exception {
        assertThat(EventContract.published().topics()).containsExactlyInAnyOrderElementsOf(EventTypes.names());
    }

    @Test
    void whatIsAsPromisedHasNothingWrong() throws Exception {
        assertThat(EventContract.published().violations(event("UpgradeCompleted", "ins-1", value(), headers())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ce_id, ",
        "ce_type, UpgradeFailed",
        "ce_specversion, 2.0",
        "ce_time, yesterday",
        "content-type, text/plain",
        "content-type, "
    })
    void aWrongHeaderIsFound(String header, String wrong) throws Exception {
        Map<String, String> headers = headers();
        if (wrong == null) {
            headers.remove(header);
        } else {
            headers.put(header, wrong);
        }
        assertThat(EventContract.published().violations(event("UpgradeCompleted", "ins-1", value(), headers)))
                .isNotEmpty();
    }

    @Test
    void aWrongKeyAValueWithoutAFieldAndAnUndocumentedTopicAreFound() throws Exception {
        EventContract contract = EventContract.published();
        assertThat(contract.violations(event("UpgradeCompleted", "ins-2", value(), headers())))
                .hasSize(1);
        assertThat(contract.violations(event("UpgradeCompleted", "ins-1", value().without("build"), headers())))
                .hasSize(1);
        assertThat(contract.violations(event("Undocumented", "ins-1", value(), headers())))
                .hasSize(1);
    }

    private static TopicReader.Event event(String topic, String key, ObjectNode value, Map<String, String> headers) {
        return new TopicReader.Event(topic, key, value, headers.get("ce_type"), headers, value.toString());
    }

    private static ObjectNode value() throws Exception {
        return (ObjectNode) JSON.readTree(BatonEvent.class.getResourceAsStream("/examples/UpgradeCompleted.json"));
    }

    private static Map<String, String> headers() {
        return new TreeMap<>(Map.of(
                "ce_specversion", "1.0",
                "ce_id", "1",
                "ce_type", "UpgradeCompleted",
                "ce_source", "/baton/upgrade-api",
                "ce_subject", "upg-1",
                "ce_time", "2026-11-22T10:15:30.250Z",
                "content-type", "application/json"));
    }
}
