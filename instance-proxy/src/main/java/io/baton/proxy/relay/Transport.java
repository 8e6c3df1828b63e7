package io.baton.proxy.relay;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;

/** The way to the network: epoll where there is one, else the JDK's. */
public enum Transport {
    EPOLL(EpollSocketChannel.class, EpollServerSocketChannel.class),
    NIO(NioSocketChannel.class, NioServerSocketChannel.class);

    private static final int KEEP_ALIVE_SECONDS = 300;
    private static final int KEEP_ALIVE_PROBES = 3;

    private final Class<? extends SocketChannel> socket;
    private final Class<? extends ServerChannel> server;

    Transport(Class<? extends SocketChannel> socket, Class<? extends ServerChannel> server) {
        this.socket = socket;
        this.server = server;
    }

    /** The best one here. */
    public static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    /**
     * How soon a connection that says nothing is asked whether it is still there, as engines ask theirs by default
     * (tcp-keepalive 300: after 300 s, then three times, 100 s apart). The system's own is two hours, after which firewalls and
     * load balancers on the way have long forgotten the connection.
     */
    public Map<ChannelOption<Integer>, Integer> keepAlive() {
        return this == EPOLL
                ? Map.of(
                        EpollChannelOption.TCP_KEEPIDLE,
                        KEEP_ALIVE_SECONDS,
                        EpollChannelOption.TCP_KEEPINTVL,
                        KEEP_ALIVE_SECONDS / KEEP_ALIVE_PROBES,
                        EpollChannelOption.TCP_KEEPCNT,
                        KEEP_ALIVE_PROBES)
                : Map.of(
                        NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
                        KEEP_ALIVE_SECONDS,
                        NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
                        KEEP_ALIVE_SECONDS / KEEP_ALIVE_PROBES,
                        NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT),
                        KEEP_ALIVE_PROBES);
    }

    public Class<? extends SocketChannel> socket() {
        return socket;
    }

    public Class<? extends ServerChannel> server() {
        return server;
    }

    /** Event loops, one thread each, whose threads carry this name. */
    public EventLoopGroup loops(int threads, String name) {
        DefaultThreadFactory factory = new DefaultThreadFactory(name, true);
        return this == EPOLL ? new EpollEventLoopGroup(threads, factory) : new NioEventLoopGroup(threads, factory);
    }
}
