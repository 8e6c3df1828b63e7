package io.baton.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers what a test wants to be answered; the whole is tested against the real service, in e2e. */
final class FakeServer implements AutoCloseable {

    private record Answer(int status, String type, String body) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    FakeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param request method and path, such as {@code GET instances} */
    FakeServer answer(String request, int status, String json) {
        answers.put(request, new Answer(status, "application/json", json.replace('\'', '"')));
        return this;
    }

    FakeServer events(String request, String... upgrades) {
        StringBuilder stream = new StringBuilder();
        for (String upgrade : upgrades) {
            stream.append("event: upgrade\ndata: ")
                    .append(upgrade.replace('\'', '"'))
                    .append("\n\n");
        }
        answers.put(request, new Answer(200, "text/event-stream", stream.toString()));
        return this;
    }

    /** Method, path and body of each request. */
    List<String> heard() {
        return heard;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString().replace("/api/v1/", "");
        String request = exchange.getRequestMethod() + " " + path;
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        heard.add((request + " " + body).strip());
        Answer answer = answers.getOrDefault(request, new Answer(404, "text/plain", "nothing here"));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
