package io.baton.contracts.growth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractGrowthTest {

    private static final String DOCUMENT = """
            channels:
              Began:
                address: Began
                messages:
                  Began: {$ref: "#/components/messages/Began"}
            components:
              messages:
                Began:
                  name: Began
                  summary: It began.
                  contentType: application/json
                  headers: {$ref: "#/components/schemas/Headers"}
                  bindings: {kafka: {key: {type: string, description: The instance id}}}
                  payload: {$ref: schemas/Began.json}
              schemas:
                Headers:
                  type: object
                  required: [ce_id]
                  properties: {ce_id: {type: string}}
            """;

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "address: Began    | address: Begun      | the topic Began is gone or has another name",
                "application/json  | application/x-avro  | Began's contentType was",
                "key: {type: string| key: {type: integer | Began's bindings was",
                "required: [ce_id] | required: []        | headers of Began.ce_id was always there",
                "{ce_id:           | {ce_key:            | headers of Began.ce_id is removed",
                "schemas/Began.json| schemas/Other.json  | Began's payload was"
            })
    void findsWhatTheDocumentNoLongerPromises(String former, String changed, String line) throws Exception {
        assertThat(DOCUMENT).contains(former);
        assertThat(ContractGrowth.breaks(
                        contract(DOCUMENT, "Began"), contract(DOCUMENT.replace(former, changed), "Began")))
                .anySatisfy(found -> assertThat(found).startsWith(line).contains("(allowed: "));
    }

    @Test
    void aRenamedEventIsOneThatIsGone() throws Exception {
        assertThat(ContractGrowth.breaks(
                        contract(DOCUMENT, "Began"), contract(DOCUMENT.replace("Began", "Begun"), "Begun")))
                .containsExactly(
                        "the topic Began is gone or has another name (allowed: a further topic; the former one stays)",
                        "the event Began is gone or has another name (allowed: a further event; the former one stays)");
    }

    @Test
    void aNewEventAnotherWordingAndANewHeaderAreNoBreak() throws Exception {
        String grown = DOCUMENT.replace("It began.", "It has begun.")
                .replace("The instance id", "The id of the instance")
                .replace("{ce_id: {type: string}}", "{ce_id: {type: string}, ce_new: {type: string}}")
                .replace("channels:\n", "channels:\n  Ended: {address: Ended}\n");
        assertThat(ContractGrowth.breaks(contract(DOCUMENT, "Began"), contract(grown, "Began", "Ended")))
                .isEmpty();
    }

    private static Contract contract(String document, String... events) throws Exception {
        Map<String, JsonNode> schemas = new TreeMap<>();
        for (String event : List.of(events)) {
            schemas.put(event, new YAMLMapper().readTree("type: object"));
        }
        return new Contract(new YAMLMapper().readTree(document), schemas);
    }
}
