package io.baton.switchover.model;

import io.baton.engine.client.Command;
import io.baton.engine.client.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The types of values, and how two engines of different versions are asked for one so that equal values give equal
 * answers. DUMP would not do: its format changes from version to version.
 */
public enum ValueType {
    STRING("string", "STRLEN", "GETRANGE", "0", "1023"),
    LIST("list", "LLEN", "LRANGE", "0", "31"),
    SET("set", "SCARD", "SMEMBERS"),
    ZSET("zset", "ZCARD", "ZRANGE", "0", "31", "WITHSCORES"),
    HASH("hash", "HLEN", "HGETALL"),
    STREAM("stream", "XLEN", "XRANGE", "-", "+", "COUNT", "32");

    /** Sets and hashes have no order that a part of them could be asked for in: only small ones are read. */
    private static final int SMALL = 64;

    private final String engineName;
    private final String size;
    private final String content;
    private final List<String> range;

    ValueType(String engineName, String size, String content, String... range) {
        this.engineName = engineName;
        this.size = size;
        this.content = content;
        this.range = List.of(range);
    }

    /** Empty for what a module brought, and for a key that is gone. */
    public static Optional<ValueType> named(String engineName) {
        for (ValueType type : values()) {
            if (type.engineName.equals(engineName)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    String engineName() {
        return engineName;
    }

    public Command sizeOf(String key) {
        return Command.of(size, key);
    }

    public boolean readable(long size) {
        return (this != SET && this != HASH) || size <= SMALL;
    }

    Command contentOf(String key) {
        return new Command(
                Stream.concat(Stream.of(content, key), range.stream()).toList());
    }

    /** The answer in a form that is equal for equal values. */
    Object comparable(Reply reply) {
        if (!(reply instanceof Reply.Many many)) {
            return plain(reply);
        }
        return switch (this) {
            case SET -> many.items().stream().map(ValueType::plain).collect(Collectors.toCollection(HashSet::new));
            case HASH -> pairs(many.items());
            case ZSET -> scores(many.items());
            default -> plain(reply);
        };
    }

    private static Map<Object, Object> pairs(List<Reply> items) {
        Map<Object, Object> pairs = new HashMap<>();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            pairs.put(plain(items.get(i)), plain(items.get(i + 1)));
        }
        return pairs;
    }

    /** Members in order with their scores as numbers: Valkey writes the same number in fewer digits than Redis does. */
    private static List<Object> scores(List<Reply> items) {
        List<Object> scores = new ArrayList<>();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            scores.add(plain(items.get(i)));
            scores.add(number(items.get(i + 1).text()));
        }
        return scores;
    }

    private static double number(String score) {
        return switch (score) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(score);
        };
    }

    private static Object plain(Reply reply) {
        if (reply instanceof Reply.Text text) {
            return new String(text.bytes(), StandardCharsets.ISO_8859_1);
        }
        return reply instanceof Reply.Many many
                ? many.items().stream().map(ValueType::plain).toList()
                : reply.toString();
    }
}
