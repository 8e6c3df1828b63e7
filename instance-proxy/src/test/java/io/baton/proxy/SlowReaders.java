package io.baton.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Many clients that ask and do not read until they are told to. Their connections have the segments of a real network:
 * with those of loopback (64 KiB) the system would put 3 MB of each one's replies into its own buffers, so that a thousand
 * of them would fill the machine before they ask anything of the proxy.
 */
final class SlowReaders implements AutoCloseable {

    private static final IntegerUnixChannelOption SEGMENT = new IntegerUnixChannelOption("TCP_MAXSEG", 6, 2);
    private static final int ETHERNET = 1460;
    private static final int SMALL = 4 * 1024;
    private static final int LARGE = 1024 * 1024;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final EventLoopGroup loop = new EpollEventLoopGroup(1, new DefaultThreadFactory("slow-readers", true));
    private final List<Reader> readers = new ArrayList<>();

    private static final class Reader extends SimpleChannelInboundHandler<ByteBuf> {
        private Channel channel;
        private volatile long received;

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            channel = ctx.channel();
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
            received = received + bytes.readableBytes();
        }
    }

    static SlowReaders connect(int port, int count) throws InterruptedException {
        SlowReaders slow = new SlowReaders();
        Bootstrap bootstrap = new Bootstrap()
                .group(slow.loop)
                .channel(EpollSocketChannel.class)
                .option(SEGMENT, ETHERNET)
                .option(ChannelOption.SO_RCVBUF, SMALL)
                .option(ChannelOption.AUTO_READ, false);
        for (int i = 0; i < count; i++) {
            Reader reader = new Reader();
            bootstrap
                    .clone()
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(reader);
                        }
                    })
                    .connect(InetAddress.getLoopbackAddress(), port)
                    .sync();
            slow.readers.add(reader);
        }
        return slow;
    }

    void send(String... words) {
        for (Reader reader : readers) {
            reader.channel.writeAndFlush(Unpooled.copiedBuffer(RespClient.command(words), UTF_8));
        }
    }

    /** Reads on all connections until each has got so many bytes since it was opened. */
    void readUntil(long bytes) {
        for (Reader reader : readers) {
            reader.channel.config().setOption(ChannelOption.SO_RCVBUF, LARGE);
            reader.channel.config().setAutoRead(true);
        }
        Awaitility.await("each has got " + bytes + " bytes")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> readers.stream().allMatch(reader -> reader.received >= bytes));
    }

    void stopReading() {
        readers.forEach(reader -> reader.channel.config().setAutoRead(false));
    }

    /** What each has got since it was opened, in bytes; the same for all, or an error. */
    long received() {
        return readers.stream().mapToLong(reader -> reader.received).distinct().reduce(-1, (none, one) -> {
            if (none != -1) {
                throw new AssertionError("one has got " + none + " bytes and another one " + one);
            }
            return one;
        });
    }

    boolean allConnected() {
        return readers.stream().allMatch(reader -> reader.channel.isActive());
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
