package io.baton.e2e.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;

/** Data of every type and encoding that an engine knows, small and large, with and without an expiry. */
public final class EveryType {

    private static final int MANY = 20_000;
    private static final int MEGABYTE = 1 << 20;

    private EveryType() {}

    private static final List<String> TYPES = List.of("string", "list", "set", "zset", "hash");

    /**
     * @param streams whether the engine has them: from 5.0 on
     * @return the types that were filled, as an engine names them
     */
    public static List<String> fill(Jedis jedis, boolean streams) {
        for (int database : new int[] {0, 7}) {
            jedis.select(database);
            small(jedis);
            large(jedis);
            expiring(jedis);
            if (streams) {
                streams(jedis);
            }
        }
        jedis.select(0);
        return streams ? Stream.concat(TYPES.stream(), Stream.of("stream")).toList() : TYPES;
    }

    private static void small(Jedis jedis) {
        jedis.set("string:int", "42");
        jedis.set("string:short", "short");
        jedis.set("string:empty", "");
        jedis.set("string:binary".getBytes(), bytes(512));
        jedis.set(new byte[] {(byte) 0xff, 0, (byte) 0xfe, '\r', '\n'}, bytes(16));
        jedis.setbit("string:bits", 12_345, true);
        jedis.pfadd(
                "string:loglog",
                IntStream.range(0, 5_000).mapToObj(i -> "member-" + i).toArray(String[]::new));
        jedis.rpush("list:small", "a", "b", "c");
        jedis.sadd("set:ints", "1", "2", "3");
        jedis.sadd("set:small", "a", "b", "c");
        jedis.hset("hash:small", Map.of("f", "v", "g", "w"));
        jedis.zadd("zset:small", Map.of("a", 1.0, "b", -2.5, "c", Double.POSITIVE_INFINITY));
        jedis.geoadd("zset:geo", 13.361389, 38.115556, "Palermo");
    }

    private static void large(Jedis jedis) {
        jedis.set("string:megabyte".getBytes(), bytes(MEGABYTE));
        try (Pipeline pipeline = jedis.pipelined()) {
            for (int i = 0; i < MANY; i++) {
                pipeline.rpush("list:large", "element " + i);
                pipeline.sadd("set:large", "member " + i);
                pipeline.zadd("zset:large", i / 3.0, "member " + i);
                pipeline.hset("hash:large", "field " + i, "value " + i);
            }
        }
    }

    private static void expiring(Jedis jedis) {
        for (int i = 0; i < 100; i++) {
            jedis.setex("string:expiring:" + i, 3_600L + i, "x");
        }
        jedis.hset("hash:expiring", "f", "v");
        jedis.expire("hash:expiring", 7_200);
    }

    private static void streams(Jedis jedis) {
        for (int i = 1; i <= 300; i++) {
            Map<String, String> entry = new HashMap<>();
            entry.put("number", Integer.toString(i));
            jedis.xadd("stream", new StreamEntryID(1_000, i), entry);
        }
        jedis.xdel("stream", new StreamEntryID(1_000, 17));
        jedis.xgroupCreate("stream", "group", new StreamEntryID(), false);
        jedis.xreadGroup(
                "group",
                "consumer",
                new XReadGroupParams().count(10),
                Map.of("stream", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
        jedis.xack("stream", "group", new StreamEntryID(1_000, 2));
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new SplittableRandom(count).nextBytes(bytes);
        return bytes;
    }
}
