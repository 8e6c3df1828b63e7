package io.baton.proxy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.proxy.control.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The files of one proxy under test: configuration, token, state. Gone after {@link #close()}. */
final class ProxyFolder implements AutoCloseable {

    private final Path folder;
    private final Map<String, Object> settings = new LinkedHashMap<>();

    private ProxyFolder(Path folder) {
        this.folder = folder;
    }

    /** The settings of a proxy on ports that the system chooses. */
    static ProxyFolder create(Address engine) {
        try {
            ProxyFolder folder = new ProxyFolder(Files.createTempDirectory("baton-proxy-test-"));
            folder.set("instanceId", ProxyHarness.INSTANCE);
            folder.set("listenHost", "127.0.0.1");
            folder.set("listenPort", 0);
            folder.set("controlPort", 0);
            folder.set("controlTokenFile", folder.write("token", ProxyHarness.TOKEN + "\n"));
            folder.set("upstreamHost", engine.host());
            folder.set("upstreamPort", engine.port());
            folder.set("stateFile", folder.path("state.json"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param value null takes the setting out */
    void set(String setting, Object value) {
        settings.put(setting, value instanceof Path path ? path.toString() : value);
        settings.values().removeIf(Objects::isNull);
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Path write(String name, String content) {
        try {
            return Files.writeString(path(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration file, written anew. */
    Path config() {
        try {
            return write("config.json", new ObjectMapper().writeValueAsString(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
