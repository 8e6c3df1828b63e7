package io.baton.proxy;

import io.baton.proxy.relay.Buffers;
import io.baton.proxy.relay.SessionGroup;
import io.baton.proxy.relay.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Accepts clients and gives each to the sessions of its event loop. */
final class ClientListener implements AutoCloseable {

    private static final int BACKLOG = 1024;

    private final Channel channel;

    private ClientListener(Channel channel) {
        this.channel = channel;
    }

    /** @throws IOException if the port can't be listened on; the message says which */
    static ClientListener listen(List<SessionGroup> groups, Transport transport, InetSocketAddress address)
            throws IOException {
        Map<Object, SessionGroup> byLoop = new IdentityHashMap<>();
        groups.forEach(group -> byLoop.put(group.loop(), group));
        ChannelFuture bound = new ServerBootstrap()
                .group(groups.get(0).loop().parent())
                .channel(transport.server())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Buffers.WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        client.pipeline().addLast(byLoop.get(client.eventLoop()).clientHandler());
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "can't listen for clients on " + address.getHostString() + ":" + address.getPort() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return new ClientListener(bound.channel());
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
    }
}
