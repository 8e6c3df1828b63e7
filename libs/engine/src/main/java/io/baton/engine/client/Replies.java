package io.baton.engine.client;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From the Redis client's types to Baton's. */
final class Replies {

    private Replies() {}

    static Reply of(Response response) {
        if (response == null) {
            return new Reply.Nil();
        }
        return switch (response.type()) {
            case NUMBER -> new Reply.Number(response.toLong());
            case MULTI, PUSH -> many(response);
            case ERROR -> new Reply.Failure(response.toString());
            case BULK -> new Reply.Text(response.toBytes());
            default -> new Reply.Text(response.toString().getBytes(StandardCharsets.UTF_8));
        };
    }

    /** The client hands an engine's error over as an exception that is a response as well. */
    static boolean isErrorReply(Throwable failure) {
        return failure instanceof Response response && response.type() == ResponseType.ERROR;
    }

    private static Reply many(Response response) {
        List<Reply> items = new ArrayList<>(response.size());
        for (Response item : response) {
            items.add(of(item));
        }
        return new Reply.Many(List.copyOf(items));
    }

    /** @return a flat array of names and values as a map in the engine's order */
    static Map<String, String> pairs(Reply reply) {
        List<Reply> items = reply.list();
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            pairs.put(items.get(i).text(), items.get(i + 1).text());
        }
        return pairs;
    }
}
