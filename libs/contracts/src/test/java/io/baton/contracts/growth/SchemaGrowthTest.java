package io.baton.contracts.growth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of break is found, and growing is none. */
class SchemaGrowthTest {

    private static final String FORMER = """
            {
              "$defs": {
                "Node": {"type": "object", "required": ["id"], "properties": {
                    "id": {"type": "string"}, "next": {"$ref": "#/$defs/Node"}}},
                "Node-nullable": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/Node"}]}
              },
              "type": "object",
              "required": ["id", "count", "state", "nodes"],
              "properties": {
                "id": {"type": "string", "pattern": "^ins-", "description": "The id"},
                "count": {"type": "integer", "format": "int32", "minimum": 0, "maximum": 9},
                "state": {"type": "string", "enum": ["OLD", "NEW"]},
                "nodes": {"type": "array", "items": {"$ref": "#/$defs/Node"}},
                "note": {"type": ["string", "null"], "maxLength": 100},
                "former": {"$ref": "#/$defs/Node-nullable"}
              }
            }
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "removed                      | \"note\":            | \"remark\":            | E.note is removed",
                "renamed within a definition  | \"id\": {\"type\": \"string\"}, | \"ID\": {\"type\": \"string\"}, | E.nodes[].id is removed",
                "optional becomes required    | \"state\", \"nodes\"] | \"state\", \"nodes\", \"note\"] | E.note was optional and is now required",
                "required becomes optional    | \"count\", \"state\"  | \"state\"              | E.count was always there and may now be missing",
                "another type                 | \"array\"            | \"object\"             | E.nodes was [array] and is [object]",
                "no longer null               | [\"string\", \"null\"] | \"string\"           | E.note was [null, string] and is [string]",
                "null where it never was      | {\"type\": \"array\" | {\"type\": [\"array\", \"null\"] | E.nodes was [array] and is [array, null]",
                "a nullable object that is no longer null | #/$defs/Node-nullable | #/$defs/Node | E.former was [null, object] and is [object]",
                "another format               | int32                | int64                  | E.count format was \"int32\" and is \"int64\"",
                "a value less                 | [\"OLD\", \"NEW\"]   | [\"NEW\"]              | E.state may no longer be OLD",
                "only certain values          | \"type\": \"string\", \"pattern\" | \"type\": \"string\", \"enum\": [\"a\"], \"pattern\" | E.id may now have only [\"a\"]",
                "a higher minimum             | \"minimum\": 0       | \"minimum\": 1         | E.count minimum was 0 and is 1",
                "a lower maximum              | \"maximum\": 9       | \"maximum\": 8         | E.count maximum was 9 and is 8",
                "a new bound                  | \"pattern\": \"^ins-\" | \"pattern\": \"^ins-\", \"minLength\": 5 | E.id minLength was not there and is 5",
                "another pattern              | ^ins-                | ^ins-[0-9]             | E.id has another pattern: ^ins-[0-9]",
                "no further fields            | \"required\": [\"id\", \"count\" | \"additionalProperties\": false, \"required\": [\"id\", \"count\" | E additionalProperties was not there and is false",
                "a keyword nobody knows       | \"minimum\": 0       | \"minimum\": 0, \"multipleOf\": 2 | E.count multipleOf was not there and is 2"
            })
    void isBroken(String what, String former, String changed, String line) throws Exception {
        assertThat(FORMER).contains(former);
        assertThat(breaks(former, changed))
                .as(what)
                .anySatisfy(found -> assertThat(found).startsWith(line).contains("(allowed: "));
    }

    @Test
    void aNewFieldThatIsRequiredIsABreak() throws Exception {
        assertThat(breaks(
                        "\"nodes\"],\n  \"properties\": {",
                        "\"nodes\", \"fresh\"],\n  \"properties\": {\"fresh\": {\"type\": \"string\"},"))
                .containsExactly(
                        "E.fresh is new and required (allowed: former events lack it; a new field is optional)");
    }

    @Test
    void growingIsNone() throws Exception {
        assertThat(breaks("\"note\":", "\"fresh\": {\"type\": \"string\"}, \"note\":"))
                .isEmpty();
        assertThat(breaks("[\"OLD\", \"NEW\"]", "[\"OLD\", \"NEW\", \"NEWER\"]"))
                .isEmpty();
        assertThat(breaks("\"minimum\": 0, \"maximum\": 9", "\"minimum\": -1")).isEmpty();
        assertThat(breaks("\"pattern\": \"^ins-\", ", "")).isEmpty();
        assertThat(breaks("\"The id\"", "\"Another text\"")).isEmpty();
        assertThat(breaks("\"id\": {\"type\": \"string\"}, ", "\"id\": {\"type\": \"string\"}, \"name\": {}, "))
                .isEmpty();
        assertThat(breaks("Node-nullable", "NodeOrNull")).isEmpty();
        assertThat(breaks("", "")).isEmpty();
    }

    private static java.util.List<String> breaks(String former, String changed) throws Exception {
        return SchemaGrowth.breaks("E", json(FORMER), json(FORMER.replace(former, changed)));
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
