package io.baton.proxy.relay;

import io.baton.proxy.control.Address;
import io.baton.proxy.tls.EngineTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;

/** The way to the engines, encrypted or not. */
public final class Engines {

    private final Transport transport;
    private final EngineTls tls;

    /** @param tls null if engines are spoken to in plain text */
    public Engines(Transport transport, EngineTls tls) {
        this.transport = transport;
        this.tls = tls;
    }

    /**
     * Connects. The handler hears of the connection when it can be used ({@code channelActive}), or why it can't be
     * ({@code exceptionCaught}); the future knows only whether there is an engine.
     */
    public ChannelFuture connect(EventLoop loop, Address engine, int timeoutMillis, ChannelHandler handler) {
        Bootstrap bootstrap = new Bootstrap();
        transport.keepAlive().forEach(bootstrap::option);
        return bootstrap
                .group(loop)
                .channel(transport.socket())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Buffers.WATER_MARK)
                .handler(tls == null ? handler : encrypted(engine, timeoutMillis, handler))
                .connect(engine.host(), engine.port());
    }

    private ChannelHandler encrypted(Address engine, int timeoutMillis, ChannelHandler handler) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                tls.encrypt(channel, engine.host(), engine.port(), timeoutMillis, handler);
            }
        };
    }
}
