package io.baton.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the repository is: the system property {@code baton.root}, otherwise found upwards from the working folder. */
public final class RepositoryRoot {

    private RepositoryRoot() {}

    /** @throws IllegalStateException if no folder upwards holds {@code libs/engine} */
    public static Path find() {
        String given = System.getProperty("baton.root");
        Path from =
                Path.of(given != null ? given : System.getProperty("user.dir")).toAbsolutePath();
        for (Path folder = from; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("libs/engine"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no repository root (a folder with libs/engine) at or above " + from);
    }

    /** @return the folder with the unpacked engine builds, one subfolder {@code <edition>-<version>} each */
    public static Path engines() {
        return find().resolve("libs/engine/target/engines");
    }
}
