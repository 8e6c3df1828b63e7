package io.baton.e2e.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.baton.local.process.Executables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The applications on Node with their libraries, which npm puts beside them, in the versions of the lock file. */
public final class NodeInstallation {

    private static final long INSTALL_MINUTES = 5;
    private static final String INSTALLED = "node_modules/.package-lock.json";

    private NodeInstallation() {}

    static Path folder() {
        return Path.of(System.getProperty("baton.root"), "e2e/node-clients");
    }

    /** Skips the test where there is no Node; otherwise as {@link #install}. */
    public static void require() throws IOException, InterruptedException {
        assumeTrue(present(), "node and npm are not on the PATH: the libraries of Node are not tested");
        install(folder());
    }

    /** Whether programs on Node can be run here. */
    public static boolean present() {
        return Executables.find("node").isPresent() && Executables.find("npm").isPresent();
    }

    /** Installs a folder's libraries where they are missing or not those that its lock file asks for. */
    public static void install(Path folder) throws IOException, InterruptedException {
        Path installed = folder.resolve(INSTALLED);
        Path wanted = folder.resolve("package-lock.json");
        if (Files.exists(installed)
                && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted)) >= 0) {
            return;
        }
        Path log = Files.createTempFile("npm-ci", ".log");
        Process npm = new ProcessBuilder("npm", "ci")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES);
        npm.destroyForcibly();
        String said = Files.readString(log);
        Files.delete(log);
        if (!ended || npm.exitValue() != 0) {
            throw new IllegalStateException("npm ci in " + folder + " failed or did not end: " + said);
        }
    }
}
