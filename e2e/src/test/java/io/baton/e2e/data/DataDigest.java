package io.baton.e2e.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * All data of an engine as its clients can read it: of each key its type, a digest of its content and when it expires.
 * Unlike DEBUG DIGEST it works on every version and names the keys that differ.
 */
public record DataDigest(Map<String, Entry> keys) {

    /** @param deadline in seconds since the epoch; 0 for none */
    public record Entry(String type, String digest, long deadline) {}

    public static DataDigest of(Jedis jedis) {
        Map<String, Entry> keys = new TreeMap<>();
        jedis.info("keyspace")
                .lines()
                .filter(line -> line.startsWith("db"))
                .map(line -> Integer.parseInt(line.substring(2, line.indexOf(':'))))
                .forEach(database -> read(jedis, database, keys));
        jedis.select(0);
        return new DataDigest(keys);
    }

    private static void read(Jedis jedis, int database, Map<String, Entry> keys) {
        jedis.select(database);
        byte[] cursor = "0".getBytes(StandardCharsets.US_ASCII);
        do {
            List<?> page = (List<?>) ask(jedis, "SCAN", cursor, bytes("COUNT"), bytes("1000"));
            cursor = (byte[]) page.get(0);
            for (Object key : (List<?>) page.get(1)) {
                keys.put(database + ":" + text(key), entry(jedis, (byte[]) key));
            }
        } while (!text(cursor).equals("0"));
    }

    private static Entry entry(Jedis jedis, byte[] key) {
        String type = text(ask(jedis, "TYPE", key));
        long left = (Long) ask(jedis, "TTL", key);
        return new Entry(
                type, sha256(content(jedis, type, key)), left < 0 ? 0 : System.currentTimeMillis() / 1_000 + left);
    }

    private static String content(Jedis jedis, String type, byte[] key) {
        return switch (type) {
            case "string" -> text(ask(jedis, "GET", key));
            case "list" -> text(ask(jedis, "LRANGE", key, bytes("0"), bytes("-1")));
            case "set" -> sorted((List<?>) ask(jedis, "SMEMBERS", key), 1);
            case "hash" -> sorted((List<?>) ask(jedis, "HGETALL", key), 2);
            case "zset" -> scores((List<?>) ask(jedis, "ZRANGE", key, bytes("0"), bytes("-1"), bytes("WITHSCORES")));
            case "stream" -> stream(jedis, key);
            default -> throw new IllegalStateException("a type that is not known here: " + type);
        };
    }

    private static String stream(Jedis jedis, byte[] key) {
        StringBuilder content = new StringBuilder(text(ask(jedis, "XRANGE", key, bytes("-"), bytes("+"))));
        for (Object group : (List<?>) ask(jedis, "XINFO", bytes("GROUPS"), key)) {
            // Later versions tell more of a group; these three all versions tell.
            List<?> fields = (List<?>) group;
            for (String field : List.of("name", "pending", "last-delivered-id")) {
                content.append(text(fields.get(indexOf(fields, field) + 1))).append(' ');
            }
            byte[] name = (byte[]) fields.get(indexOf(fields, "name") + 1);
            content.append(text(ask(jedis, "XPENDING", key, name)));
        }
        return content.toString();
    }

    /** Scores as numbers: Valkey writes the same one in fewer digits. */
    private static String scores(List<?> items) {
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < items.size(); i += 2) {
            String score = text(items.get(i + 1)).replace("inf", "Infinity");
            content.append(text(items.get(i)))
                    .append(' ')
                    .append(Double.parseDouble(score))
                    .append(' ');
        }
        return content.toString();
    }

    private static int indexOf(List<?> fields, String name) {
        for (int i = 0; i < fields.size(); i += 2) {
            if (text(fields.get(i)).equals(name)) {
                return i;
            }
        }
        throw new IllegalStateException("no field " + name);
    }

    private static String sorted(List<?> items, int together) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < items.size(); i += together) {
            rows.add(text(items.subList(i, i + together)));
        }
        return rows.stream().sorted().toList().toString();
    }

    private static Object ask(Jedis jedis, String command, byte[]... arguments) {
        ProtocolCommand name = () -> bytes(command);
        return jedis.sendCommand(name, arguments);
    }

    private static String text(Object answer) {
        if (answer instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return answer instanceof List<?> list
                ? list.stream().map(DataDigest::text).toList().toString()
                : String.valueOf(answer);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String sha256(String content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(content)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
