package io.baton.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The line of a log that most likely says why its program ended. */
final class LastWords {

    private static final int TAIL_BYTES = 16 << 10;
    private static final Pattern TELLING =
            Pattern.compile("\\b(ERROR|FATAL|SEVERE|Caused by|Exception in thread)\\b.*");

    private LastWords() {}

    static Optional<String> of(Path log) {
        List<String> lines = tail(log);
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (TELLING.matcher(lines.get(i)).find()) {
                return Optional.of(lines.get(i).strip());
            }
        }
        return last(log);
    }

    /** The last line, whatever it says. */
    static Optional<String> last(Path log) {
        List<String> lines = tail(log);
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(lines.get(lines.size() - 1).strip());
    }

    private static List<String> tail(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL_BYTES));
            byte[] bytes = new byte[TAIL_BYTES];
            int read = Math.max(0, file.read(bytes));
            return new String(bytes, 0, read, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }
}
