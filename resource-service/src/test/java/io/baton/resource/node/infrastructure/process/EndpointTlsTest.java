package io.baton.resource.node.infrastructure.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.resource.node.application.NodeFailure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointTlsTest {

    private static final Optional<String> NONE = Optional.empty();

    @Test
    void withoutACertificateTheEndpointIsPlain() {
        assertThat(EndpointTls.listening(EndpointTls.of(NONE, NONE, NONE), 7000))
                .isEqualTo(Map.of("listenPort", 7000));
    }

    @Test
    void withACertificateItSpeaksTlsOnly() {
        var tls = EndpointTls.of(Optional.of("/tls/a.crt"), Optional.of("relative.key"), Optional.of("/tls/ca.crt"));
        assertThat(EndpointTls.listening(tls, 7000))
                .isEqualTo(Map.of(
                        "tls",
                        Map.of(
                                "port",
                                7000,
                                "certificate",
                                "/tls/a.crt",
                                "key",
                                Path.of("relative.key").toAbsolutePath().toString(),
                                "clientCa",
                                "/tls/ca.crt")));
    }

    @Test
    void clientsNeedNotShowOne() {
        var tls = EndpointTls.of(Optional.of("/tls/a.crt"), Optional.of("/tls/a.key"), NONE);
        assertThat(EndpointTls.listening(tls, 1).toString()).doesNotContain("clientCa");
    }

    @Test
    void aPartOfItIsNothing() {
        Optional<String> file = Optional.of("/tls/file");
        assertThatThrownBy(() -> EndpointTls.of(file, NONE, NONE)).isInstanceOf(NodeFailure.class);
        assertThatThrownBy(() -> EndpointTls.of(NONE, file, NONE)).isInstanceOf(NodeFailure.class);
        assertThatThrownBy(() -> EndpointTls.of(NONE, NONE, file)).isInstanceOf(NodeFailure.class);
    }
}
