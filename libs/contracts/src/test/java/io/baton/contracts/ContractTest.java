package io.baton.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed schemas, examples and AsyncAPI document say what the records say. */
class ContractTest {

    static Stream<BatonEvent> events() {
        return EventSamples.all().stream();
    }

    @Test
    void everyEventHasAnExample() {
        assertThat(events().map(Object::getClass).toList()).containsExactlyElementsOf(EventTypes.all());
    }

    @ParameterizedTest
    @MethodSource("events")
    void theSchemaIsTheCommittedOne(BatonEvent event) throws Exception {
        new CommittedFile("schemas/" + event.topic() + ".json")
                .mustBe(EventJson.pretty(EventSchemas.of(event.getClass())));
    }

    @ParameterizedTest
    @MethodSource("events")
    void theGoldenExampleReadsAndWritesUnchanged(BatonEvent event) throws Exception {
        String json = EventJson.pretty(event);
        new CommittedFile("examples/" + event.topic() + ".json").mustBe(json);
        assertThat(EventJson.MAPPER.readValue(json, event.getClass())).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("events")
    void theExampleIsValidAndAFieldLessIsNot(BatonEvent event) throws Exception {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(EventSchemas.of(event.getClass()));
        var json = EventJson.MAPPER.valueToTree(event);
        assertThat(schema.validate(json)).isEmpty();
        ((com.fasterxml.jackson.databind.node.ObjectNode) json).remove("instanceId");
        assertThat(schema.validate(json)).isNotEmpty();
    }

    @Test
    void theAsyncApiDocumentNamesEveryEvent() throws Exception {
        new CommittedFile("asyncapi.yaml").mustBe(AsyncApi.document(EventTypes.all()));
    }

    @Test
    void everyTypeAndFieldSaysWhatItIsAbout() {
        for (Class<? extends BatonEvent> type : EventTypes.all()) {
            assertThat(type.getAnnotation(About.class)).as(type.getSimpleName()).isNotNull();
            for (var component : type.getRecordComponents()) {
                assertThat(component.getAnnotation(About.class))
                        .as(type.getSimpleName() + "." + component.getName())
                        .isNotNull();
            }
        }
    }
}
