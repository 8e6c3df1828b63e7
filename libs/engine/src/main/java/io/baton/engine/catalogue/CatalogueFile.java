package io.baton.engine.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.baton.engine.Edition;
import io.baton.engine.EngineLine;
import io.baton.engine.Line;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads catalogue files: the default one on the class path, and an operator's one that is laid over it. In the second, a
 * line that the first has too can only be withdrawn ({@code offered: false}); everything else adds.
 */
public final class CatalogueFile {

    private static final String DEFAULT = "/io/baton/engine/engine-catalogue.yaml";
    private static final ObjectReader YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(Content.class);

    private CatalogueFile() {}

    record Content(List<LineEntry> lines, List<CrossEntry> acrossEditions) {
        Content {
            lines = lines == null ? List.of() : lines;
            acrossEditions = acrossEditions == null ? List.of() : acrossEditions;
        }
    }

    record LineEntry(String edition, String line, Boolean offered) {
        EngineLine id() {
            return new EngineLine(Edition.parse(edition), Line.parse(line));
        }
    }

    record CrossEntry(String from, String to, String upTo) {
        CrossEdition way() {
            return new CrossEdition(
                    Edition.parse(from),
                    Edition.parse(to),
                    Optional.ofNullable(upTo).map(Line::parse));
        }
    }

    /** @return the rules that Baton ships with */
    public static CatalogueRules defaults() {
        try (InputStream file = CatalogueFile.class.getResourceAsStream(DEFAULT)) {
            return merge(new CatalogueRules(List.of(), List.of()), file.readAllBytes(), "the default catalogue");
        } catch (IOException broken) {
            throw new CatalogueException("the default catalogue can't be read", broken);
        }
    }

    /**
     * @return the default rules with the file's laid over them
     * @throws CatalogueException if the file can't be read or understood
     */
    public static CatalogueRules defaultsWith(Path file) {
        try {
            return merge(defaults(), Files.readAllBytes(file), "catalogue file " + file);
        } catch (IOException unreadable) {
            throw new CatalogueException("catalogue file " + file + " can't be read: " + unreadable, unreadable);
        }
    }

    static CatalogueRules merge(CatalogueRules base, byte[] yaml, String name) {
        try (MappingIterator<Content> documents = YAML.readValues(yaml)) {
            List<EngineLine> lines = new ArrayList<>(base.lines());
            List<CrossEdition> ways = new ArrayList<>(base.acrossEditions());
            while (documents.hasNextValue()) {
                Content content = documents.nextValue();
                for (LineEntry entry : content.lines()) {
                    lines.remove(entry.id());
                    if (!Boolean.FALSE.equals(entry.offered())) {
                        lines.add(entry.id());
                    }
                }
                content.acrossEditions().forEach(entry -> ways.add(entry.way()));
            }
            return new CatalogueRules(lines, ways);
        } catch (JsonProcessingException malformed) {
            throw new CatalogueException(name + " is malformed: " + malformed.getMessage(), malformed);
        } catch (IOException | IllegalArgumentException wrong) {
            throw new CatalogueException(name + ": " + wrong.getMessage(), wrong);
        }
    }
}
