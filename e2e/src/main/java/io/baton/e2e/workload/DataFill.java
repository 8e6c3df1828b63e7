package io.baton.e2e.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/**
 * Data that is there before an upgrade and must be there after it, byte for byte: keys of 1 kB whose bytes follow from
 * their number. Every sixteenth is a hash.
 *
 * @param keys how many
 */
public record DataFill(int keys) {

    private static final int VALUE_BYTES = 1_024;
    private static final int FIELDS = 8;
    private static final int BATCH = 256;

    public static DataFill ofMegabytes(int megabytes) {
        return new DataFill(megabytes * 1_024);
    }

    /** Writes it all; tells how many keys are written from time to time. */
    public void write(Target target, LongConsumer written) {
        try (Jedis jedis = target.connect()) {
            for (int from = 0; from < keys; from += BATCH) {
                int to = Math.min(keys, from + BATCH);
                List<Response<?>> answers = new ArrayList<>();
                try (Pipeline pipeline = jedis.pipelined()) {
                    for (int i = from; i < to; i++) {
                        answers.add(write(pipeline, i));
                    }
                }
                // An answer that is an error throws here.
                answers.forEach(Response::get);
                written.accept(to);
            }
        }
    }

    private static Response<?> write(Pipeline pipeline, int i) {
        byte[] value = value(i);
        if (!hash(i)) {
            return pipeline.set(key(i), value);
        }
        int part = VALUE_BYTES / FIELDS;
        java.util.Map<byte[], byte[]> fields = new java.util.HashMap<>();
        for (int field = 0; field < FIELDS; field++) {
            fields.put(bytes("field-" + field), Arrays.copyOfRange(value, field * part, (field + 1) * part));
        }
        return pipeline.hset(key(i), fields);
    }

    /** How many of the keys are not exactly as they were written. */
    public long damaged(Target target) {
        long damaged = 0;
        try (Jedis jedis = target.connect()) {
            for (int from = 0; from < keys; from += BATCH) {
                damaged += damaged(jedis, from, Math.min(keys, from + BATCH));
            }
        }
        return damaged;
    }

    private static long damaged(Jedis jedis, int from, int to) {
        List<List<Response<byte[]>>> answers = new ArrayList<>();
        try (Pipeline pipeline = jedis.pipelined()) {
            for (int i = from; i < to; i++) {
                answers.add(read(pipeline, i));
            }
        }
        long damaged = 0;
        for (int i = from; i < to; i++) {
            damaged += same(value(i), answers.get(i - from)) ? 0 : 1;
        }
        return damaged;
    }

    private static List<Response<byte[]>> read(Pipeline pipeline, int i) {
        if (!hash(i)) {
            return List.of(pipeline.get(key(i)));
        }
        List<Response<byte[]>> fields = new ArrayList<>();
        for (int field = 0; field < FIELDS; field++) {
            fields.add(pipeline.hget(key(i), bytes("field-" + field)));
        }
        return fields;
    }

    private static boolean same(byte[] expected, List<Response<byte[]>> parts) {
        int at = 0;
        for (Response<byte[]> part : parts) {
            byte[] seen = part.get();
            if (seen == null
                    || at + seen.length > expected.length
                    || !Arrays.equals(expected, at, at + seen.length, seen, 0, seen.length)) {
                return false;
            }
            at += seen.length;
        }
        return at == expected.length;
    }

    private static boolean hash(int i) {
        return i % 16 == 15;
    }

    private static byte[] key(int i) {
        return bytes("data:" + i);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static byte[] value(int i) {
        byte[] value = new byte[VALUE_BYTES];
        new SplittableRandom(i).nextBytes(value);
        return value;
    }
}
