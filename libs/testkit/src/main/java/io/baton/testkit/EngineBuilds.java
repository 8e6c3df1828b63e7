package io.baton.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The engines that are on this machine: those that the Maven build unpacks, and those in the folders that {@code
 * BATON_ENGINES} names, of which each has an engine in {@code <edition>-<version>/}.
 */
public final class EngineBuilds {

    private static final Pattern FOLDER = Pattern.compile("(redis|valkey)-(\\d+)\\.(\\d+)\\.(\\d+)");

    private EngineBuilds() {}

    /** @param folder where its server is */
    public record Build(String edition, int major, int minor, int patch, Path folder) {

        private static final Comparator<Build> ORDER = Comparator.comparing(Build::edition)
                .thenComparing(Build::major)
                .thenComparing(Build::minor)
                .thenComparing(Build::patch);

        static Build of(Path folder) {
            Matcher name = FOLDER.matcher(folder.getFileName().toString());
            if (!name.matches()) {
                throw new IllegalArgumentException("not <edition>-<version>: " + folder);
            }
            return new Build(
                    name.group(1).toUpperCase(Locale.ROOT),
                    Integer.parseInt(name.group(2)),
                    Integer.parseInt(name.group(3)),
                    Integer.parseInt(name.group(4)),
                    folder);
        }

        public String version() {
            return line() + "." + patch;
        }

        public String line() {
            return major + "." + minor;
        }

        public boolean isLaterThan(Build other) {
            return ORDER.compare(this, other) > 0;
        }

        /** Whether it is of that line or a later one, whatever its edition: Valkey counts on from Redis 7.2. */
        public boolean since(int major, int minor) {
            return this.major > major || this.major == major && this.minor >= minor;
        }

        Path server() {
            return folder.resolve(edition.toLowerCase(Locale.ROOT) + "-server");
        }

        @Override
        public String toString() {
            return edition + " " + version();
        }
    }

    /** In ascending order, each version once. */
    public static List<Build> here() {
        Map<String, Build> byName = new LinkedHashMap<>();
        folders().stream().flatMap(EngineBuilds::in).forEach(build -> byName.putIfAbsent(build.toString(), build));
        return byName.values().stream().sorted(Build.ORDER).toList();
    }

    /** @return the folders that builds are looked for in, those of the Maven build first */
    public static List<Path> folders() {
        String more = System.getenv().getOrDefault("BATON_ENGINES", "");
        return Stream.concat(
                        Stream.of(RepositoryRoot.engines()),
                        Arrays.stream(more.split(File.pathSeparator))
                                .filter(folder -> !folder.isBlank())
                                .map(Path::of))
                .toList();
    }

    /** @return the Redis build of that version that the Maven build unpacks, whether it is there or not */
    public static Build ofMaven(String version) {
        return Build.of(RepositoryRoot.engines().resolve("redis-" + version));
    }

    private static Stream<Build> in(Path folder) {
        try (Stream<Path> names = Files.list(folder)) {
            return names
                    .filter(name ->
                            FOLDER.matcher(name.getFileName().toString()).matches())
                    .map(Build::of)
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
