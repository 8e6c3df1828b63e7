package io.baton.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A copy of the proxy's jar whose release can be changed, as an update of Baton would. */
public final class LabelledProxyJar {
    private final Path original;
    private final Path copy;

    private LabelledProxyJar(Path original, Path copy) {
        this.original = original;
        this.copy = copy;
    }

    /**
     * A copy of this build's release.
     *
     * @param root of the repository
     * @param folder for the copy alone
     */
    public static LabelledProxyJar of(Path root, Path folder) {
        LabelledProxyJar jar = new LabelledProxyJar(
                root.resolve("instance-proxy/target/instance-proxy.jar"), folder.resolve("instance-proxy.jar"));
        if (!Files.isRegularFile(jar.original)) {
            throw new IllegalStateException("These tests run the real proxy, and there is no " + jar.original
                    + "; build it with: mvn -pl instance-proxy -am package -DskipTests");
        }
        try {
            Files.createDirectories(folder);
            Files.createSymbolicLink(
                    folder.resolve("lib"), jar.original.toAbsolutePath().resolveSibling("lib"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        jar.becomeCurrent();
        return jar;
    }

    public Path path() {
        return copy;
    }

    /** The release of this build. */
    public String current() {
        try (JarInputStream jar = new JarInputStream(Files.newInputStream(original))) {
            return jar.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public void becomeCurrent() {
        become(current());
    }

    /** Whoever is started from now on says that it is of this release. Processes that run keep what they have opened. */
    public void become(String release) {
        Path draft = copy.resolveSibling(copy.getFileName() + ".new");
        try (JarInputStream from = new JarInputStream(Files.newInputStream(original))) {
            Manifest manifest = new Manifest(from.getManifest());
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, release);
            try (OutputStream file = Files.newOutputStream(draft);
                    JarOutputStream to = new JarOutputStream(file, manifest)) {
                copy(from, to);
            }
            Files.move(draft, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void copy(JarInputStream from, JarOutputStream to) throws IOException {
        for (JarEntry entry = from.getNextJarEntry(); entry != null; entry = from.getNextJarEntry()) {
            to.putNextEntry(new JarEntry(entry.getName()));
            ((InputStream) from).transferTo(to);
            to.closeEntry();
        }
    }
}
