package io.baton.contracts.growth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What subscribers were promised at one time.
 *
 * @param asyncApi the document
 * @param schemas by the name of the event
 */
public record Contract(JsonNode asyncApi, Map<String, JsonNode> schemas) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDING = ".json";

    /** @param folder with {@code asyncapi.yaml} and {@code schemas} */
    public static Contract in(Path folder) throws IOException {
        return new Contract(
                new YAMLMapper().readTree(folder.resolve("asyncapi.yaml").toFile()), files(folder.resolve("schemas")));
    }

    /** The JSON files of a folder, by their names without the ending. */
    public static Map<String, JsonNode> files(Path folder) throws IOException {
        Map<String, JsonNode> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                all.put(name.substring(0, name.length() - ENDING.length()), JSON.readTree(file.toFile()));
            }
        }
        return all;
    }
}
