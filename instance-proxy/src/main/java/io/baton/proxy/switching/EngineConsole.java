package io.baton.proxy.switching;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.baton.proxy.control.Address;
import io.baton.proxy.relay.Engines;
import io.baton.proxy.relay.Unblocking;
import io.baton.proxy.resp.ReplyScanner;
import io.baton.proxy.resp.Resp;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The proxy's own connection to the old master, to take back blocking commands (CLIENT UNBLOCK, 5.0 and later). Opened
 * when a switch is prepared, so that it costs nothing during the hold. It must not be the connection of a client: those
 * are the ones that block.
 */
final class EngineConsole {

    private static final int CONNECT_TIMEOUT_MILLIS = 1000;

    private final EventLoop loop;
    private final Engines engines;
    private final String password;
    private final Queue<Question> replies = new ArrayDeque<>();
    private final ReplyScanner scanner = new ReplyScanner();
    private Channel channel;
    private String trouble = "the proxy has no connection of its own to the engine yet";
    private boolean fractions;
    private Address address;
    private boolean listing;
    private Question answering;
    private ByteArrayOutputStream body;

    /**
     * What was asked.
     *
     * @param onHead gets the first line of the answer
     * @param onBody gets what is behind the first line; null: it is not looked at
     */
    private record Question(Consumer<String> onHead, Consumer<String> onBody) {}

    /** @param password of the engine's default user, or null */
    EngineConsole(EventLoop loop, Engines engines, String password) {
        this.loop = loop;
        this.engines = engines;
        this.password = password;
    }

    /** Connects, unless there is a connection to this engine. */
    void open(Address engine) {
        if (engine.equals(address)) {
            return;
        }
        close();
        address = engine;
        engines.connect(loop, engine, CONNECT_TIMEOUT_MILLIS, new Conversation())
                .addListener(attempt -> {
                    if (!attempt.isSuccess()) {
                        address = null;
                        trouble = "the proxy has no connection of its own to the engine";
                    }
                });
    }

    void close() {
        address = null;
        if (channel != null) {
            channel.close();
            channel = null;
        }
        replies.clear();
        answering = null;
        body = null;
        listing = false;
    }

    /** Whether the engine takes fractions of a second as a timeout: 6.0 and later do. */
    boolean fractions() {
        return fractions;
    }

    /** Why blocking commands can't be taken back, in words. */
    String trouble() {
        return trouble;
    }

    /** Asks the engine to give these commands up. One that does not block (yet) is left alone by it. */
    void unblock(List<Unblocking> calls) {
        if (channel == null) {
            return;
        }
        for (Unblocking call : calls) {
            ask(
                    Resp.command("CLIENT", "UNBLOCK", call.connectionId(), call.withError() ? "ERROR" : "TIMEOUT"),
                    head -> trouble = head.startsWith("-")
                            ? "the engine refuses CLIENT UNBLOCK to the proxy: " + head.substring(1)
                            : "the engine does not give it up");
        }
        channel.flush();
    }

    /**
     * Finds the numbers of connections by their addresses in CLIENT LIST. One question at a time: a list of many clients takes
     * the engine some milliseconds.
     */
    void numbers(List<String> addresses, Consumer<Map<String, String>> found) {
        if (channel == null || listing) {
            return;
        }
        listing = true;
        replies.add(new Question(
                head -> {
                    if (head.startsWith("-")) {
                        listing = false;
                        trouble = "the engine refuses CLIENT LIST to the proxy: " + head.substring(1);
                    }
                },
                list -> {
                    listing = false;
                    found.accept(ClientList.numbers(list, Set.copyOf(addresses)));
                }));
        channel.writeAndFlush(Resp.command("CLIENT", "LIST"), channel.voidPromise());
    }

    private void greet() {
        if (password != null) {
            ask(Resp.command("AUTH", password), head -> {});
        }
        // From 6.0 on there is ACL; a server that has it takes fractional timeouts too.
        ask(Resp.command("ACL", "WHOAMI"), head -> fractions = !head.startsWith("-ERR unknown command"));
        channel.flush();
    }

    private void ask(ByteBuf command, Consumer<String> onHead) {
        replies.add(new Question(onHead, null));
        channel.write(command, channel.voidPromise());
    }

    private final class Conversation extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            if (address == null || channel != null) {
                ctx.close();
                return;
            }
            channel = ctx.channel();
            trouble = "the engine does not give it up";
            greet();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf in = (ByteBuf) message;
            try {
                int at = in.readerIndex();
                while (ctx.channel() == channel) {
                    if (scanner.atBoundary()) {
                        scanner.watchNextReply();
                    }
                    ReplyScanner.Event event = scanner.scan(in, at, in.writerIndex(), 1);
                    keep(in, at, scanner.position());
                    at = scanner.position();
                    if (event == ReplyScanner.Event.HEAD && !replies.isEmpty()) {
                        begin(replies.poll());
                    } else if (event == ReplyScanner.Event.COUNTED) {
                        end();
                    } else if (event == ReplyScanner.Event.NEED_MORE) {
                        return;
                    } else if (event == ReplyScanner.Event.MALFORMED) {
                        ctx.close();
                        return;
                    }
                }
            } finally {
                in.release();
            }
        }

        private void begin(Question question) {
            answering = question;
            body = question.onBody() == null ? null : new ByteArrayOutputStream();
            question.onHead().accept(scanner.head());
        }

        private void keep(ByteBuf in, int from, int to) {
            if (body != null) {
                for (int i = from; i < to; i++) {
                    body.write(in.getByte(i));
                }
            }
        }

        private void end() {
            if (answering != null && body != null && !scanner.head().startsWith("-")) {
                answering.onBody().accept(body.toString(ISO_8859_1));
            }
            answering = null;
            body = null;
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (ctx.channel() == channel) {
                channel = null;
                address = null;
                trouble = "the engine closed the proxy's own connection";
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (channel == null) {
                // no connection has come about; the next switch tries again
                address = null;
                trouble = "the proxy has no connection of its own to the engine: " + cause.getMessage();
            }
            ctx.close();
        }
    }
}
