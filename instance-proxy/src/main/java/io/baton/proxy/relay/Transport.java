package io.baton.proxy.relay;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** The way to the network: epoll where there is one, else the JDK's. */
public enum Transport {
    EPOLL(EpollSocketChannel.class, EpollServerSocketChannel.class),
    NIO(NioSocketChannel.class, NioServerSocketChannel.class);

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
