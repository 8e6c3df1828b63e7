package io.baton.engine.settings;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.baton.engine.Edition;
import io.baton.engine.EngineLine;
import io.baton.engine.Line;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Baton knows about the settings of a line, from files that were made with the real engines.
 *
 * @param version the exact version that was asked
 * @param defaults name to value of every setting that is not the node's own, as {@code CONFIG GET *} of an untouched engine
 *     prints them
 * @param immutable settings that only the start of the engine can set
 */
public record SettingsFacts(String version, Map<String, String> defaults, Set<String> immutable) {

    private static final ObjectReader YAML = YAMLMapper.builder().build().readerFor(SettingsFacts.class);

    /** Lines with a file, the latest first. */
    private static final List<EngineLine> KNOWN = List.of(
            new EngineLine(Edition.REDIS, new Line(7, 0)),
            new EngineLine(Edition.REDIS, new Line(6, 2)),
            new EngineLine(Edition.REDIS, new Line(6, 0)));

    public SettingsFacts {
        defaults = Map.copyOf(defaults);
        immutable = Set.copyOf(immutable);
    }

    /** @return what is known about exactly this line */
    public static Optional<SettingsFacts> of(EngineLine line) {
        return KNOWN.contains(line) ? Optional.of(read(line)) : Optional.empty();
    }

    /**
     * @return the settings that can't be changed at run time; for a line without a file those of the nearest older line, or
     *     of the oldest known: which ones these are has hardly changed over the years
     */
    static Set<String> immutableIn(EngineLine line) {
        return read(KNOWN.stream()
                        .filter(known -> !known.line().isLaterThan(line.line()))
                        .findFirst()
                        .orElse(KNOWN.get(KNOWN.size() - 1)))
                .immutable();
    }

    static String fileName(EngineLine line) {
        return line.edition().name().toLowerCase(Locale.ROOT) + "-" + line.line() + ".yaml";
    }

    private static SettingsFacts read(EngineLine line) {
        String file = "/io/baton/engine/settings/" + fileName(line);
        try (InputStream in = SettingsFacts.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no " + file + " on the class path");
            }
            return YAML.readValue(in);
        } catch (IOException broken) {
            throw new UncheckedIOException(file + " can't be read", broken);
        }
    }
}
