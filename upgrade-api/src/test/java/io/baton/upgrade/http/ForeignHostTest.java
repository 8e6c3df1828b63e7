package io.baton.upgrade.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.upgrade.ServiceTest;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page whose name an attacker has made lead here reads and does nothing, wherever it knocks. */
@ServiceTest
class ForeignHostTest {

    @TestHTTPResource
    URI service;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/instances",
                "DELETE /api/v1/instances/ins-1",
                "POST /api/v1/upgrades/upg-1/cancel",
                "GET /api/v1/upgrades/upg-1/events",
                "GET /console",
                "GET /console/console.css",
                "GET /webjars/htmx.org/2.0.8/dist/htmx.min.js",
                "POST /",
                "GET /q/openapi",
                "GET /q/metrics",
                "GET /q/health/ready",
                "OPTIONS /api/v1/instances",
                "HEAD /console",
                "GET /no/such/place"
            })
    void isAnsweredNothing(String request) throws IOException {
        String answer = ask(
                request + " HTTP/1.1",
                "Host: evil.example:" + service.getPort(),
                "Origin: http://evil.example:" + service.getPort(),
                "Content-Length: 0");
        assertThat(answer).startsWith("HTTP/1.1 421 ");
        if (!request.startsWith("HEAD")) {
            assertThat(answer).contains("application/problem+json", "HOST_NOT_OWN", "baton.http.hosts");
        }
    }

    @Test
    void isNotHelpedByOtherWaysToNameAHost() throws IOException {
        String own = "Host: localhost:" + service.getPort();
        assertThat(ask("GET http://evil.example/api/v1/instances HTTP/1.1", own))
                .startsWith("HTTP/1.1 421 ");
        assertThat(ask("GET /api/v1/instances HTTP/1.1", own, "Host: evil.example"))
                .matches("(?s)HTTP/1.1 4(21|00) .*");
        assertThat(ask("GET /api/v1/instances HTTP/1.1", "Host: evil.example", "X-Forwarded-Host: localhost"))
                .startsWith("HTTP/1.1 421 ");
        assertThat(ask("GET /api/v1/instances HTTP/1.1", "Host: evil.example", "Forwarded: host=localhost"))
                .startsWith("HTTP/1.1 421 ");
        assertThat(ask("GET /api/v1/instances HTTP/1.0")).matches("(?s)HTTP/1.[01] 421 .*");
        assertThat(ask("GET /api/v1/instances HTTP/1.1", "Host:")).matches("(?s)HTTP/1.1 4(21|00) .*");
    }

    @Test
    void itsOwnNamesAreAnswered() throws IOException {
        for (String host :
                new String[] {"localhost", "LOCALHOST", "127.0.0.1", "[::1]", "127.0.0.1:" + service.getPort()}) {
            assertThat(ask("GET /api/v1/instances?size=1 HTTP/1.1", "Host: " + host))
                    .as(host)
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    private String ask(String... lines) throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(10_000);
            String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
