package io.baton.proxy.switching;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.baton.proxy.EventLog;
import io.baton.proxy.control.ControlCodec;
import io.baton.proxy.control.MalformedLineException;
import io.baton.proxy.control.ProxyAnswer;
import io.baton.proxy.control.ProxyAnswer.Authenticated;
import io.baton.proxy.control.ProxyAnswer.Refused;
import io.baton.proxy.control.ProxyCommand;
import io.baton.proxy.control.RefusalCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** Speaks the control protocol with the callers; each gets its answers in the order of its commands. */
final class ControlServer extends ChannelInitializer<Channel> {

    private static final long AUTHENTICATE_WITHIN_SECONDS = 5;

    private final SwitchControl control;
    private final byte[] token;
    private final EventLog log;

    ControlServer(SwitchControl control, String token, EventLog log) {
        this.log = log;
        this.control = control;
        this.token = token.getBytes(UTF_8);
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline()
                .addLast(new LineBasedFrameDecoder(ControlCodec.MAX_LINE_BYTES))
                .addLast(new Caller());
    }

    private final class Caller extends SimpleChannelInboundHandler<ByteBuf> {

        private final Queue<ProxyCommand.ForInstance> waiting = new ArrayDeque<>();
        private boolean authenticated;
        private boolean busy;

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.executor()
                    .schedule(
                            () -> {
                                if (!authenticated) {
                                    ctx.close();
                                }
                            },
                            AUTHENTICATE_WITHIN_SECONDS,
                            TimeUnit.SECONDS);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf line) {
            ProxyCommand command;
            try {
                command = ControlCodec.decodeCommand(ByteBufUtil.getBytes(line));
            } catch (MalformedLineException e) {
                refuse(ctx, RefusalCode.MALFORMED, e.getMessage());
                return;
            }
            if (command instanceof ProxyCommand.Authenticate authenticate) {
                authenticate(ctx, authenticate);
            } else if (!authenticated) {
                refuse(ctx, RefusalCode.UNAUTHENTICATED, "the first line must authenticate");
            } else if (command instanceof ProxyCommand.ForInstance forInstance) {
                waiting.add(forInstance);
                next(ctx);
            }
        }

        private void authenticate(ChannelHandlerContext ctx, ProxyCommand.Authenticate command) {
            String given = command.token() == null ? "" : command.token();
            if (!MessageDigest.isEqual(given.getBytes(UTF_8), token)) {
                log.warn("control-refused", "from", ctx.channel().remoteAddress());
                refuse(ctx, RefusalCode.UNAUTHENTICATED, "the token is wrong");
                return;
            }
            authenticated = true;
            Route route = control.route();
            write(ctx, new Authenticated(control.instanceId(), route.epoch(), route.phase()));
        }

        private void next(ChannelHandlerContext ctx) {
            while (!busy && !waiting.isEmpty()) {
                busy = true;
                control.obey(waiting.poll(), answer -> {
                    busy = false;
                    write(ctx, answer);
                    next(ctx);
                });
            }
        }

        private void write(ChannelHandlerContext ctx, ProxyAnswer answer) {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(ControlCodec.encode(answer)));
        }

        private void refuse(ChannelHandlerContext ctx, RefusalCode code, String why) {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(ControlCodec.encode(new Refused(code, why))))
                    .addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (cause instanceof TooLongFrameException) {
                refuse(ctx, RefusalCode.MALFORMED, "the line is longer than " + ControlCodec.MAX_LINE_BYTES + " bytes");
            } else {
                ctx.close();
            }
        }
    }
}
