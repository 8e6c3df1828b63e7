package io.baton.engine.precheck;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.baton.engine.Line;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A command that does not behave as before from some line on.
 *
 * @param command its name in lower case
 * @param since the first line, such as {@code 7.0}, in which it is different
 * @param change what is different, as the end of a sentence that begins with the command
 * @param advice what to do about it
 */
record ChangedCommand(String command, String since, String change, String advice) {
    private static final String FILE = "/io/baton/engine/precheck/changed-commands.yaml";
    static final List<ChangedCommand> ALL = read();

    boolean changesBetween(Line source, Line target) {
        Line line = Line.parse(since);
        return line.isLaterThan(source) && !line.isLaterThan(target);
    }

    private static List<ChangedCommand> read() {
        try (InputStream in = ChangedCommand.class.getResourceAsStream(FILE)) {
            return List.of(YAMLMapper.builder().build().readValue(in, ChangedCommand[].class));
        } catch (IOException broken) {
            throw new UncheckedIOException(FILE + " can't be read", broken);
        }
    }
}
