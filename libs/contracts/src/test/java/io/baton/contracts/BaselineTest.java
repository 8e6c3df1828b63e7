package io.baton.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.baton.contracts.growth.Contract;
import io.baton.contracts.growth.ContractGrowth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract of the last release is still kept. {@code -Dbaton.contracts.release=true} makes today's contract the
 * baseline, which is done at a release and at no other time; it does nothing where the former one is broken.
 */
class BaselineTest {

    private static final Path CURRENT = Path.of("src/main/resources");
    private static final Path BASELINE = Path.of("src/test/resources/baseline");
    private static final ObjectMapper AS_SERVICES_READ =
            EventJson.MAPPER.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    static Stream<Map.Entry<String, JsonNode>> recordedEvents() throws IOException {
        return Contract.files(BASELINE.resolve("examples")).entrySet().stream();
    }

    @Test
    void theContractHasOnlyGrown() throws IOException {
        assertThat(ContractGrowth.breaks(Contract.in(BASELINE), Contract.in(CURRENT)))
                .as("what subscribers to the last release would notice")
                .isEmpty();
        if (Boolean.getBoolean("baton.contracts.release")) {
            release();
        }
    }

    @Test
    void theBaselineIsAWholeContract() throws IOException {
        Contract baseline = Contract.in(BASELINE);
        assertThat(baseline.schemas()).hasSizeGreaterThanOrEqualTo(21);
        assertThat(recordedEvents().map(Map.Entry::getKey))
                .containsExactlyElementsOf(baseline.schemas().keySet());
    }

    @ParameterizedTest
    @MethodSource("recordedEvents")
    void aRecordedEventIsStillReadWhole(Map.Entry<String, JsonNode> recorded) throws Exception {
        String name = recorded.getKey();
        Class<? extends BatonEvent> type = EventTypes.all().stream()
                .filter(one -> one.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(EventSchemas.of(type))
                        .validate(recorded.getValue()))
                .as(name)
                .isEmpty();
        BatonEvent event = AS_SERVICES_READ.treeToValue(recorded.getValue(), type);
        assertThat(lost(
                        name,
                        recorded.getValue(),
                        EventJson.MAPPER.readTree(EventJson.MAPPER.writeValueAsString(event))))
                .isEmpty();
    }

    /** The fields of an event that are not, or not the same, in what was read of it. */
    private static Stream<String> lost(String path, JsonNode recorded, JsonNode read) {
        if (recorded.isNull() || recorded.isValueNode()) {
            return recorded.equals(read) ? Stream.empty() : Stream.of(path);
        }
        Stream.Builder<String> all = Stream.builder();
        if (recorded.isArray()) {
            for (int i = 0; i < recorded.size(); i++) {
                lost(path + "[" + i + "]", recorded.get(i), read.path(i)).forEach(all::add);
            }
        } else {
            recorded.fields().forEachRemaining(field -> lost(
                            path + "." + field.getKey(), field.getValue(), read.path(field.getKey()))
                    .forEach(all::add));
        }
        return all.build();
    }

    private static void release() throws IOException {
        try (Stream<Path> files = Files.walk(CURRENT)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = BASELINE.resolve(CURRENT.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
