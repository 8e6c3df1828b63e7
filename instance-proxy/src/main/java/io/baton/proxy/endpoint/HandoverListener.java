package io.baton.proxy.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.baton.proxy.BadSettingsException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.concurrent.TimeUnit;

/** The older proxy's side of a handover. Everything runs on the loop of the {@link Endpoint}. */
final class HandoverListener implements AutoCloseable {

    private static final long ASK_WITHIN_SECONDS = 5;

    private final Endpoint endpoint;
    private final byte[] token;
    private final Path path;
    private Channel channel;

    HandoverListener(Endpoint endpoint, String token, Path path) {
        this.endpoint = endpoint;
        this.token = token.getBytes(UTF_8);
        this.path = path;
    }

    /** @throws BadSettingsException if there can't be a socket at this path */
    void listen(EventLoop loop) {
        try {
            // an earlier process has left it
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new BadSettingsException("handoverSocket: " + path + " is in the way");
        }
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(EpollServerDomainSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel newer) {
                        newer.pipeline()
                                .addLast(new LineBasedFrameDecoder(Handover.LONGEST_LINE))
                                .addLast(new Newer());
                    }
                })
                .bind(new DomainSocketAddress(path.toFile()))
                .awaitUninterruptibly();
        try {
            if (!bound.isSuccess()) {
                throw new IOException(bound.cause().getMessage());
            }
            channel = bound.channel();
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new BadSettingsException("handoverSocket: can't listen on " + path + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        if (channel != null) {
            channel.close().awaitUninterruptibly();
            try {
                Files.deleteIfExists(path);
            } catch (IOException ignored) {
                // the next process on this path removes it
            }
        }
    }

    private final class Newer extends SimpleChannelInboundHandler<ByteBuf> {

        private boolean asked;
        private boolean ready;

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.executor()
                    .schedule(
                            () -> {
                                if (!asked) {
                                    ctx.close();
                                }
                            },
                            ASK_WITHIN_SECONDS,
                            TimeUnit.SECONDS);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf line) throws IOException {
            if (!asked) {
                asked = true;
                offer(ctx, Handover.read(line, Handover.Request.class));
            } else if (!ready && Handover.READY.equals(line.toString(US_ASCII))) {
                ready = true;
                endpoint.sockets().kinds().stream()
                        .sorted()
                        .forEach(kind -> ctx.write(endpoint.sockets().descriptor(kind)));
                ctx.flush();
            } else if (ready && Handover.ACCEPTING.equals(line.toString(US_ASCII))) {
                endpoint.replacedBy(ctx.channel());
                ctx.writeAndFlush(Handover.line(Handover.STOPPED));
            } else {
                ctx.close();
            }
        }

        private void offer(ChannelHandlerContext ctx, Handover.Request request) {
            String given = request.token() == null ? "" : request.token();
            Handover.Offer offer = MessageDigest.isEqual(given.getBytes(UTF_8), token)
                    ? endpoint.offer(request)
                    : endpoint.refusal("the token is wrong");
            ChannelFuture sent = ctx.writeAndFlush(Handover.line(offer));
            if (offer.refused() != null) {
                sent.addListener(ChannelFutureListener.CLOSE);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
