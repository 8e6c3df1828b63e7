package io.baton.proxy.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.baton.proxy.endpoint.ListeningSockets.Kind;
import io.baton.proxy.switching.Route;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.DomainSocketReadMode;
import io.netty.channel.unix.FileDescriptor;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The newer proxy's side of one handover. Everything runs on one event loop. */
final class Takeover {

    /** How it ended; told once. */
    interface End {

        /** This proxy accepts the clients of all these sockets, and the older one knows. */
        void takenOver(Set<Kind> sockets);

        /** The older one serves on, and says why. */
        void refused(String why);

        /** There is no older one, or it has gone before it knew; nobody else may be serving the endpoint. */
        void alone();
    }

    private static final int LIMIT_MILLIS = 5000;

    private final EventLoop loop;
    private final Handover.Request request;
    private final ListeningSockets sockets;
    private final Function<Route, String> adopt;
    private final Map<Kind, FileDescriptor> received = new EnumMap<>(Kind.class);
    private End end;

    /** @param adopt gets the older proxy's route; returns why it can't be obeyed, or null */
    Takeover(
            EventLoop loop,
            Handover.Request request,
            ListeningSockets sockets,
            Function<Route, String> adopt,
            End end) {
        this.loop = loop;
        this.request = request;
        this.sockets = sockets;
        this.adopt = adopt;
        this.end = end;
    }

    /** Whether a proxy listens there. Works without epoll, too. */
    static boolean somebodyAt(Path path) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException | UnsupportedOperationException nobody) {
            return false;
        }
    }

    void begin(Path from) {
        new Bootstrap()
                .group(loop)
                .channel(EpollDomainSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel older) {
                        older.pipeline()
                                .addLast(new LineBasedFrameDecoder(Handover.LONGEST_LINE))
                                .addLast(new Older());
                    }
                })
                .connect(new DomainSocketAddress(from.toFile()))
                .addListener(attempt -> {
                    if (!attempt.isSuccess()) {
                        over().alone();
                    }
                });
    }

    /** Who is to be told; nobody if somebody was. */
    private End over() {
        End told = end;
        end = null;
        return told == null ? new Nobody() : told;
    }

    private final class Older extends ChannelInboundHandlerAdapter {

        private List<Kind> promised;
        private boolean accepting;

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(Handover.line(request));
            ctx.executor()
                    .schedule(
                            () -> {
                                if (end != null) {
                                    refuse(ctx, "the older proxy does not answer");
                                }
                            },
                            LIMIT_MILLIS,
                            TimeUnit.MILLISECONDS);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) throws IOException {
            if (message instanceof FileDescriptor socket) {
                received(ctx, socket);
                return;
            }
            try {
                ByteBuf line = (ByteBuf) message;
                if (promised == null) {
                    offered(ctx, Handover.read(line, Handover.Offer.class));
                } else if (Handover.STOPPED.equals(line.toString(US_ASCII))) {
                    over().takenOver(received.keySet());
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        private void offered(ChannelHandlerContext ctx, Handover.Offer offer) {
            if (offer.refused() != null) {
                refuse(ctx, "the older proxy refuses: " + offer.refused());
                return;
            }
            promised = offer.sockets();
            if (!sockets.wanted().containsAll(promised)) {
                refuse(ctx, "the older proxy serves TLS or plain clients, for whom this one has no settings");
                return;
            }
            String trouble = adopt.apply(offer.route());
            if (trouble != null) {
                refuse(ctx, trouble);
                return;
            }
            ((EpollDomainSocketChannel) ctx.channel()).config().setReadMode(DomainSocketReadMode.FILE_DESCRIPTORS);
            sayLater(ctx, Handover.READY);
        }

        private void received(ChannelHandlerContext ctx, FileDescriptor socket) {
            Kind kind = promised.get(received.size());
            received.put(kind, socket);
            if (received.size() == promised.size()) {
                ((EpollDomainSocketChannel) ctx.channel()).config().setReadMode(DomainSocketReadMode.BYTES);
                adoptReceived();
                sayLater(ctx, Handover.ACCEPTING);
            }
        }

        /** After the present read: what comes in answer has to be read in the other mode. */
        private void sayLater(ChannelHandlerContext ctx, String word) {
            ctx.executor().execute(() -> ctx.writeAndFlush(Handover.line(word)));
        }

        private void adoptReceived() {
            if (!accepting) {
                accepting = true;
                received.forEach(sockets::adopt);
            }
        }

        private void refuse(ChannelHandlerContext ctx, String why) {
            if (accepting) {
                // Both accept; the older one stops when it gets to it.
                over().takenOver(received.keySet());
                return;
            }
            received.values().forEach(this::close);
            received.clear();
            over().refused(why);
            ctx.close();
        }

        private void close(FileDescriptor socket) {
            try {
                socket.close();
            } catch (IOException ignored) {
                // the process has no use for it either way
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            // Wherever it was: it has died, and what it had is nobody's.
            if (end != null) {
                adoptReceived();
            }
            over().alone();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            refuse(ctx, "the handover failed: " + cause.getMessage());
        }
    }

    private static final class Nobody implements End {
        @Override
        public void takenOver(Set<Kind> sockets) {
            // told before
        }

        @Override
        public void refused(String why) {
            // told before
        }

        @Override
        public void alone() {
            // told before
        }
    }
}
