package io.baton.proxy.switching;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyCommand.Prepare;
import io.baton.proxy.relay.Engines;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.util.function.Consumer;

/** Tells whether an engine can be reached at all, encrypted if need be. */
final class TargetProbe {

    private static final int TIMEOUT_MILLIS = (int) Prepare.REACH_LIMIT.toMillis();

    private final EventLoop loop;
    private final Engines engines;

    TargetProbe(EventLoop loop, Engines engines) {
        this.loop = loop;
        this.engines = engines;
    }

    /** Hands over null, or why it can't. */
    void reach(Address engine, Consumer<String> trouble) {
        engines.connect(loop, engine, TIMEOUT_MILLIS, new Outcome(engine, trouble))
                .addListener(attempt -> {
                    if (!attempt.isSuccess()) {
                        trouble.accept(failure(engine, attempt.cause()));
                    }
                });
    }

    private static String failure(Address engine, Throwable cause) {
        return "no connection to " + engine + ": " + cause.getMessage();
    }

    private static final class Outcome extends ChannelInboundHandlerAdapter {

        private final Address engine;
        private final Consumer<String> trouble;
        private boolean told;

        Outcome(Address engine, Consumer<String> trouble) {
            this.engine = engine;
            this.trouble = trouble;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            tell(ctx, null);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            tell(ctx, failure(engine, cause));
        }

        private void tell(ChannelHandlerContext ctx, String outcome) {
            ctx.close();
            if (!told) {
                told = true;
                trouble.accept(outcome);
            }
        }
    }
}
