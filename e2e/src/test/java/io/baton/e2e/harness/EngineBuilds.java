package io.baton.e2e.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The engines that are on this machine: those of the build, and those in the folders that BATON_ENGINES names. */
public final class EngineBuilds {

    private static final Pattern FOLDER = Pattern.compile("(redis|valkey)-(\\d+)\\.(\\d+)\\.(\\d+)");

    private EngineBuilds() {}

    public record Build(String edition, int major, int minor, int patch) {

        private static final Comparator<Build> ORDER = Comparator.comparing(Build::edition)
                .thenComparing(Build::major)
                .thenComparing(Build::minor)
                .thenComparing(Build::patch);

        public String version() {
            return line() + "." + patch;
        }

        public String line() {
            return major + "." + minor;
        }

        public boolean hasStreams() {
            return major >= 5;
        }

        public boolean isLaterThan(Build other) {
            return ORDER.compare(this, other) > 0;
        }

        @Override
        public String toString() {
            return edition + " " + version();
        }
    }

    /** In ascending order. */
    public static List<Build> here() {
        Path own = Path.of(System.getProperty("baton.root"), "libs/engine/target/engines");
        String more = System.getenv().getOrDefault("BATON_ENGINES", "");
        return Stream.concat(
                        Stream.of(own),
                        Arrays.stream(more.split(File.pathSeparator))
                                .filter(folder -> !folder.isBlank())
                                .map(Path::of))
                .flatMap(EngineBuilds::in)
                .distinct()
                .sorted(Build.ORDER)
                .toList();
    }

    /** What the tests' catalogue allows: from Redis to Valkey, where Valkey reads what Redis writes. */
    public static boolean crossesEditions(Build from, Build to) {
        return from.edition().equals("REDIS") && to.edition().equals("VALKEY");
    }

    private static Stream<Build> in(Path folder) {
        try (Stream<Path> names = Files.list(folder)) {
            return names
                    .map(name -> FOLDER.matcher(name.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> new Build(
                            name.group(1).toUpperCase(Locale.ROOT),
                            Integer.parseInt(name.group(2)),
                            Integer.parseInt(name.group(3)),
                            Integer.parseInt(name.group(4))))
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
