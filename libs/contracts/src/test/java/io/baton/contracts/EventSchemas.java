package io.baton.contracts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;

/** Derives the JSON Schema of an event from its record. */
final class EventSchemas {
    private static final SchemaGenerator GENERATOR = generator();

    private EventSchemas() {}

    static ObjectNode of(Class<? extends BatonEvent> type) {
        ObjectNode schema = GENERATOR.generateSchema(type);
        schema.put("title", type.getSimpleName());
        return schema;
    }

    /** A field that may be missing says so in its description. */
    private static boolean optional(FieldScope field) {
        About about = field.getAnnotation(About.class);
        return about != null && about.value().matches(".*\\b(null|left out)\\b.*");
    }

    private static SchemaGenerator generator() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.EXTRA_OPEN_API_FORMAT_VALUES, Option.DEFINITIONS_FOR_ALL_OBJECTS)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        config.with(Option.SCHEMA_VERSION_INDICATOR);
        config.forTypesInGeneral().withDescriptionResolver(scope -> {
            About about = scope.getType().getErasedType().getAnnotation(About.class);
            return about == null ? null : about.value();
        });
        config.forFields()
                .withDescriptionResolver(field -> {
                    About about = field.getAnnotation(About.class);
                    return about == null ? null : about.value();
                })
                .withNullableCheck(EventSchemas::optional)
                .withRequiredCheck(field -> !optional(field));
        return new SchemaGenerator(config.build());
    }
}
