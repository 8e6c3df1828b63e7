package io.baton.e2e.workload;

import java.net.Socket;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;

/** Opens a client's connections and remembers them, which tells whether it still is on its first. */
final class TrackedSockets implements JedisSocketFactory {

    private final JedisSocketFactory sockets;
    private Socket newest;
    private int firstPort;

    TrackedSockets(Target target, JedisClientConfig config) {
        this.sockets = new DefaultJedisSocketFactory(new HostAndPort(target.host(), target.port()), config);
    }

    @Override
    public Socket createSocket() {
        newest = sockets.createSocket();
        if (firstPort == 0) {
            firstPort = newest.getLocalPort();
        }
        return newest;
    }

    /** Whether the connection that was opened first is still the one in use. */
    boolean firstStillOpen() {
        return newest != null && newest.getLocalPort() == firstPort && !newest.isClosed();
    }
}
