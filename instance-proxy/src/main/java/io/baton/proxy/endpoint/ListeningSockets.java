package io.baton.proxy.endpoint;

import io.baton.proxy.BadSettingsException;
import io.baton.proxy.relay.Buffers;
import io.baton.proxy.relay.SessionGroup;
import io.baton.proxy.relay.Transport;
import io.baton.proxy.tls.ClientTls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The sockets that clients connect to. Each client that is accepted goes to the sessions of its event loop. */
public final class ListeningSockets implements AutoCloseable {

    /** How clients speak on a socket. */
    public enum Kind {
        PLAIN,
        TLS
    }

    private static final int BACKLOG = 1024;

    private final Map<Object, SessionGroup> byLoop = new IdentityHashMap<>();
    private final List<SessionGroup> groups;
    private final Transport transport;
    private final ClientTls tls;
    private final Map<Kind, InetSocketAddress> wanted;
    private final boolean shared;
    private final Map<Kind, Channel> open = new ConcurrentHashMap<>();

    /**
     * @param wanted the addresses to listen on
     * @param shared whether other processes listen at the same addresses; epoll only: the kernel gives each new connection
     *     to one of them (SO_REUSEPORT, socket(7))
     * @param tls what encrypts the clients of the TLS socket; null if there is none
     * @throws BadSettingsException if the addresses can't be shared here
     */
    public ListeningSockets(
            List<SessionGroup> groups,
            Transport transport,
            Map<Kind, InetSocketAddress> wanted,
            boolean shared,
            ClientTls tls) {
        if (shared && transport != Transport.EPOLL) {
            throw new BadSettingsException(
                    "sharedEndpoint: an address can only be shared on Linux, where there is epoll");
        }
        groups.forEach(group -> byLoop.put(group.loop(), group));
        this.groups = groups;
        this.transport = transport;
        this.wanted = new EnumMap<>(wanted);
        this.shared = shared;
        this.tls = tls;
    }

    /** Listens on all that are wanted. Not to be called on an event loop. */
    public void bind() throws IOException {
        for (Kind kind : wanted.keySet()) {
            ChannelFuture bound = bind(kind).awaitUninterruptibly();
            if (!bound.isSuccess()) {
                close();
                throw new IOException(failure(kind, bound.cause()), bound.cause());
            }
            open.put(kind, bound.channel());
        }
    }

    /** Listens on those that are wanted and not open; hands over null, or why one can't be listened on. */
    void bindMissing(Consumer<String> done) {
        for (Kind kind : wanted.keySet()) {
            if (!open.containsKey(kind)) {
                ChannelFuture attempt = bind(kind);
                attempt.addListener(bound -> {
                    if (bound.isSuccess()) {
                        open.put(kind, attempt.channel());
                        bindMissing(done);
                    } else {
                        done.accept(failure(kind, bound.cause()));
                    }
                });
                return;
            }
        }
        done.accept(null);
    }

    private ChannelFuture bind(Kind kind) {
        return bootstrap(kind).channel(transport.server()).bind(wanted.get(kind));
    }

    private String failure(Kind kind, Throwable cause) {
        InetSocketAddress address = wanted.get(kind);
        return "can't listen for clients on " + address.getHostString() + ":" + address.getPort() + ": "
                + cause.getMessage();
    }

    /** Accepts from a socket that another process has opened, from now on. Epoll only. */
    void adopt(Kind kind, FileDescriptor socket) {
        ChannelFuture registered = bootstrap(kind)
                .channelFactory(() -> new EpollServerSocketChannel(socket.intValue()))
                .register();
        open.put(kind, registered.channel());
    }

    private ServerBootstrap bootstrap(Kind kind) {
        ServerBootstrap bootstrap = new ServerBootstrap();
        if (shared) {
            bootstrap.option(EpollChannelOption.SO_REUSEPORT, true);
        }
        transport.keepAlive().forEach(bootstrap::childOption);
        return bootstrap
                .group(groups.get(0).loop().parent())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Buffers.WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        SessionGroup group = byLoop.get(client.eventLoop());
                        if (kind == Kind.TLS) {
                            tls.encrypt(client, group.clientHandler(), group::countRefused);
                        } else {
                            client.pipeline().addLast(group.clientHandler());
                        }
                    }
                });
    }

    /** Stops or goes on accepting; the sockets stay open, so that clients wait meanwhile. */
    void accept(boolean on) {
        open.values().forEach(socket -> socket.config().setAutoRead(on));
    }

    boolean isOpen() {
        return !open.isEmpty();
    }

    Set<Kind> kinds() {
        return open.keySet();
    }

    /** The kinds that this proxy can serve. */
    Set<Kind> wanted() {
        return wanted.keySet();
    }

    FileDescriptor descriptor(Kind kind) {
        return ((EpollServerSocketChannel) open.get(kind)).fd();
    }

    /** The port of a socket that is open, or -1. */
    public int port(Kind kind) {
        Channel socket = open.get(kind);
        return socket == null ? -1 : ((InetSocketAddress) socket.localAddress()).getPort();
    }

    @Override
    public void close() {
        open.values().forEach(socket -> socket.close().awaitUninterruptibly());
    }
}
