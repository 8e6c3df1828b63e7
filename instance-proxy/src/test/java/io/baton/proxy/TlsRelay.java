package io.baton.proxy;

import io.baton.proxy.control.Address;
import io.baton.proxy.relay.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** Speaks TLS for a real engine that was built without it, as stunnel would. */
final class TlsRelay implements AutoCloseable {

    private final EventLoopGroup loop = Transport.best().loops(1, "tls-relay");
    private final Address engine;
    private final SslContext tls;
    private final Channel listening;

    /** @param clientCa authority of the certificate that is asked for, or null */
    TlsRelay(Address engine, Path certificate, Path key, Path clientCa) throws SSLException {
        this.engine = engine;
        SslContextBuilder builder =
                SslContextBuilder.forServer(certificate.toFile(), key.toFile()).sslProvider(SslProvider.JDK);
        if (clientCa != null) {
            builder.trustManager(clientCa.toFile()).clientAuth(ClientAuth.REQUIRE);
        }
        this.tls = builder.build();
        this.listening = new ServerBootstrap()
                .group(loop)
                .channel(Transport.best().server())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        connect(client);
                    }
                })
                .bind(new InetSocketAddress("127.0.0.1", 0))
                .syncUninterruptibly()
                .channel();
    }

    private void connect(Channel client) {
        Channel toEngine = new Bootstrap()
                .group(client.eventLoop())
                .channel(Transport.best().socket())
                .handler(new PassTo(client))
                .connect(engine.host(), engine.port())
                .channel();
        client.pipeline().addLast(tls.newHandler(client.alloc())).addLast(new PassTo(toEngine));
    }

    Address address() {
        return new Address("127.0.0.1", ((InetSocketAddress) listening.localAddress()).getPort());
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static final class PassTo extends ChannelInboundHandlerAdapter {

        private final Channel other;

        PassTo(Channel other) {
            this.other = other;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            other.writeAndFlush(message);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
