package io.baton.proxy.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Stands between the encryption and what uses the connection: that hears of the connection when it is encrypted, not
 * before, or why it could not be. Then the gate is gone.
 */
final class TlsGate extends ChannelInboundHandlerAdapter {

    private final Consumer<Throwable> failed;
    private boolean over;

    TlsGate(Consumer<Throwable> failed) {
        this.failed = failed;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        // connected, not encrypted yet
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !over) {
            if (handshake.isSuccess()) {
                over = true;
                ctx.fireChannelActive();
                ctx.pipeline().remove(this);
            } else {
                fail(ctx, handshake.cause());
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // of the handshake
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        // by the handshake
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(ctx, new IOException("closed before the connection was encrypted"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx, cause);
    }

    private void fail(ChannelHandlerContext ctx, Throwable cause) {
        if (!over) {
            over = true;
            failed.accept(cause);
            ctx.fireExceptionCaught(cause);
            ctx.close();
        }
    }
}
