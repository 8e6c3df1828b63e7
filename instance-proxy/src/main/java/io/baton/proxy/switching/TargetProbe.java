package io.baton.proxy.switching;

import io.baton.proxy.control.Address;
import io.baton.proxy.relay.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.util.function.Consumer;

/** Tells whether an engine can be reached at all. */
final class TargetProbe {

    private static final int TIMEOUT_MILLIS = 2000;

    private final EventLoop loop;
    private final Transport transport;

    TargetProbe(EventLoop loop, Transport transport) {
        this.loop = loop;
        this.transport = transport;
    }

    /** Hands over null, or why it can't. */
    void reach(Address engine, Consumer<String> trouble) {
        new Bootstrap()
                .group(loop)
                .channel(transport.socket())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, TIMEOUT_MILLIS)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(engine.host(), engine.port())
                .addListener((ChannelFuture attempt) -> {
                    attempt.channel().close();
                    trouble.accept(
                            attempt.isSuccess()
                                    ? null
                                    : "no connection to " + engine + ": "
                                            + attempt.cause().getMessage());
                });
    }
}
