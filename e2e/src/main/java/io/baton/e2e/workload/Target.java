package io.baton.e2e.workload;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisProtocol;

/**
 * Where clients connect.
 *
 * @param host of the instance's endpoint
 * @param port of the instance's endpoint
 * @param password what AUTH is given; null for none
 */
public record Target(String host, int port, String password) {

    /** Far longer than any stall that is measured: a timeout would turn a stall into a disconnect. */
    private static final int ANSWER_LIMIT_MILLIS = 60_000;

    private static final int CONNECT_LIMIT_MILLIS = 5_000;

    /** One connection, that never comes back by itself. */
    public Jedis connect() {
        return new Jedis(host, port, config("baton-check", null));
    }

    /** @param protocol what HELLO asks for; null to do without it, as engines before 6.0 must */
    JedisClientConfig config(String name, RedisProtocol protocol) {
        return DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(CONNECT_LIMIT_MILLIS)
                .socketTimeoutMillis(ANSWER_LIMIT_MILLIS)
                .password(password)
                .clientName(name)
                .protocol(protocol)
                .build();
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
