package io.baton.engine.catalogue;

import io.baton.engine.Edition;
import io.baton.engine.EngineId;
import io.baton.engine.EngineVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for builds in folders: {@code <edition>-<version>/redis-server}, or {@code valkey-server}. A build is believed only
 * after its own {@code --version} says the same as its folder's name. Answers are kept as long as the file stays the same,
 * so that scanning again is cheap. Thread-safe.
 */
public final class EngineScanner {

    private static final Pattern FOLDER = Pattern.compile("([a-z]+)-(\\d+\\.\\d+\\.\\d+)");

    private final Map<Path, Answer> answers = new ConcurrentHashMap<>();

    /** What was found, before any rule is applied. */
    public record Found(List<Build> builds, List<RejectedBuild> rejected) {}

    private record Answer(long size, long modifiedMillis, Optional<EngineId> id) {}

    private static final class Rejection extends Exception {
        private static final long serialVersionUID = 1L;

        Rejection(String reason) {
            super(reason);
        }
    }

    /** Scans the folders in order; a folder that can't be read is itself listed as rejected. */
    public Found scan(List<Path> folders) {
        List<Build> builds = new ArrayList<>();
        List<RejectedBuild> rejected = new ArrayList<>();
        for (Path folder : folders) {
            for (Path candidate : candidates(folder, rejected)) {
                try {
                    builds.add(believe(candidate));
                } catch (Rejection rejection) {
                    rejected.add(new RejectedBuild(candidate, rejection.getMessage()));
                }
            }
        }
        return new Found(List.copyOf(builds), List.copyOf(rejected));
    }

    private static List<Path> candidates(Path folder, List<RejectedBuild> rejected) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException unreadable) {
            rejected.add(new RejectedBuild(folder, "the folder of builds can't be read: " + unreadable));
            return List.of();
        }
    }

    private Build believe(Path folder) throws Rejection {
        EngineId claimed = claim(folder);
        Path binary =
                folder.resolve(claimed.edition().binary()).toAbsolutePath().normalize();
        if (!Files.isRegularFile(binary)) {
            throw new Rejection("there is no " + claimed.edition().binary() + " in it");
        }
        Optional<EngineId> actual = answer(binary);
        if (actual.isEmpty()) {
            throw new Rejection("its --version is not the answer of an engine");
        }
        if (!actual.get().equals(claimed)) {
            throw new Rejection("its folder says " + claimed + ", but its --version says " + actual.get());
        }
        return new Build(claimed, binary);
    }

    private static EngineId claim(Path folder) throws Rejection {
        Matcher name = FOLDER.matcher(folder.getFileName().toString());
        if (!name.matches() || Edition.find(name.group(1)).isEmpty()) {
            throw new Rejection("its name is not <edition>-<version>, such as redis-6.2.7");
        }
        return new EngineId(Edition.parse(name.group(1)), EngineVersion.parse(name.group(2)));
    }

    /** A failure to ask is not kept: it may be gone the next time. */
    private Optional<EngineId> answer(Path binary) throws Rejection {
        try {
            BasicFileAttributes file = Files.readAttributes(binary, BasicFileAttributes.class);
            long modified = file.lastModifiedTime().toMillis();
            Answer known = answers.get(binary);
            if (known != null && known.size() == file.size() && known.modifiedMillis() == modified) {
                return known.id();
            }
            Optional<EngineId> id = VersionProbe.ask(binary);
            answers.put(binary, new Answer(file.size(), modified, id));
            return id;
        } catch (IOException failed) {
            throw new Rejection("it can't be run: " + failed.getMessage());
        }
    }
}
