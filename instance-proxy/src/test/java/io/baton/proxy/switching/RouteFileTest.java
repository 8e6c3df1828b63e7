package io.baton.proxy.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyPhase;
import io.baton.proxy.switching.Route.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFileTest {

    private static final Address UPSTREAM = new Address("127.0.0.1", 6379);

    @TempDir
    private Path folder;

    @Test
    void aRouteIsLoadedAsItWasSaved() throws IOException {
        RouteFile file = new RouteFile(folder.resolve("state.json"));
        assertThat(file.load()).isEmpty();
        for (ProxyPhase phase : new ProxyPhase[] {ProxyPhase.PREPARED, ProxyPhase.HELD, ProxyPhase.SWITCHED}) {
            Route route = new Route(4, phase, UPSTREAM, new Address("::1", 1), Outcome.OPEN);
            file.save(route);
            assertThat(file.load()).contains(route);
        }
        assertThat(folder).isDirectoryContaining(path -> path.endsWith("state.json"));
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aRouteThatWasDrainingIsHeld() throws IOException {
        RouteFile file = new RouteFile(folder.resolve("state.json"));
        file.save(new Route(4, ProxyPhase.HOLDING, UPSTREAM, null, Outcome.OPEN));
        assertThat(file.load().orElseThrow().phase()).isEqualTo(ProxyPhase.HELD);
    }

    @Test
    void whatIsNoRouteIsSaidSo() throws IOException {
        for (String content : new String[] {"", "{}", "[]", "{\"epoch\":1,\"phase\":\"LOST\"}", "nonsense"}) {
            Path path = Files.writeString(folder.resolve("state.json"), content);
            assertThatThrownBy(() -> new RouteFile(path).load()).isInstanceOf(IOException.class);
        }
    }
}
