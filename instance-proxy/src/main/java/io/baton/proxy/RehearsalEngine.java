package io.baton.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.baton.proxy.control.Address;
import io.baton.proxy.relay.Transport;
import io.baton.proxy.resp.CommandScanner;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Says OK to every command: all that a rehearsal needs of an engine. */
final class RehearsalEngine implements AutoCloseable {

    private static final byte[] OK = "+OK\r\n".getBytes(US_ASCII);

    private final EventLoopGroup loop;
    private final Channel channel;

    private RehearsalEngine(EventLoopGroup loop, Channel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    static RehearsalEngine start() throws IOException {
        Transport transport = Transport.best();
        EventLoopGroup loop = transport.loops(1, "rehearsal-engine");
        var bound = new ServerBootstrap()
                .group(loop)
                .channel(transport.server())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        client.pipeline().addLast(new Answers());
                    }
                })
                .bind(new InetSocketAddress("127.0.0.1", 0))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IOException("no port for a rehearsal", bound.cause());
        }
        return new RehearsalEngine(loop, bound.channel());
    }

    Address address() {
        return new Address("127.0.0.1", ((InetSocketAddress) channel.localAddress()).getPort());
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static final class Answers extends ChannelInboundHandlerAdapter {
        private final CommandScanner scanner = new CommandScanner();

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf in = (ByteBuf) message;
            int at = in.readerIndex();
            while (at < in.writerIndex()) {
                scanner.scan(in, at, in.writerIndex());
                at = scanner.position();
            }
            in.release();
            for (int left = scanner.takeCompleted(); left > 0; left--) {
                ctx.write(Unpooled.wrappedBuffer(OK));
            }
            ctx.flush();
        }
    }
}
