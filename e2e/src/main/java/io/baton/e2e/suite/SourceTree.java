package io.baton.e2e.suite;

import io.baton.local.UserError;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An extracted source tree of Redis, which its user provides: of it only the tests are run.
 *
 * @param version by {@code src/version.h}, such as 7.0.15
 */
record SourceTree(Path folder, String version) {

    private static final Pattern VERSION = Pattern.compile("#define REDIS_VERSION \"([^\"]+)\"");

    /** Tests of modules need modules that somebody has compiled, and are not for external servers. */
    private static final String MODULES = "moduleapi";

    /** A part of the list tests, which they include. */
    private static final String INCLUDED = "list-common";

    /** @throws UserError when it is none */
    static SourceTree of(Path folder) {
        try {
            Matcher version = VERSION.matcher(Files.readString(folder.resolve("src/version.h")));
            if (version.find() && Files.isExecutable(folder.resolve("runtest"))) {
                return new SourceTree(folder.toAbsolutePath().normalize(), version.group(1));
            }
        } catch (IOException unreadable) {
            // told below, as for any other folder that is no such tree
        }
        throw new UserError("%s is no source tree of Redis with its runtest and src/version.h.", folder);
    }

    /** From 7.0 on an engine has to be told that it may be debugged. */
    boolean protectsDebugging() {
        return Integer.parseInt(version.substring(0, version.indexOf('.'))) >= 7;
    }

    /** The files with tests for one server, such as {@code unit/type/list}. */
    List<String> units() throws IOException {
        Path tests = folder.resolve("tests");
        try (Stream<Path> files = Files.walk(tests.resolve("unit"))) {
            return files.map(file -> tests.relativize(file).toString())
                    .filter(name -> name.endsWith(".tcl"))
                    .map(name -> name.substring(0, name.length() - ".tcl".length()))
                    .filter(name -> !name.contains(MODULES) && !name.endsWith(INCLUDED))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Makes a folder in which the tests can run and write, with links to all that they only read.
     *
     * @param programs that the tests expect to have been compiled in {@code src}
     */
    void copyTo(Path copy, List<Path> programs) throws IOException {
        Files.createDirectories(copy.resolve("src"));
        for (Path entry : entries(folder)) {
            String name = entry.getFileName().toString();
            if (!name.equals("src") && !name.equals("tests")) {
                Files.createSymbolicLink(copy.resolve(name), entry);
            }
        }
        for (Path program : programs) {
            Files.createSymbolicLink(copy.resolve("src").resolve(program.getFileName()), program);
        }
        for (Path entry : entries(folder.resolve("src"))) {
            linkUnlessThere(copy.resolve("src").resolve(entry.getFileName()), entry);
        }
        copyAll(folder.resolve("tests"), copy.resolve("tests"));
        Files.createDirectories(copy.resolve("tests/tmp"));
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static void linkUnlessThere(Path link, Path target) throws IOException {
        try {
            Files.createSymbolicLink(link, target);
        } catch (FileAlreadyExistsException there) {
            // one of the programs
        }
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
