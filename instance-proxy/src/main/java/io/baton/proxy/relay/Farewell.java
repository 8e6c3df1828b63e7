package io.baton.proxy.relay;

import io.baton.proxy.resp.Resp;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.TimeUnit;

/** The end of a client's connection: behind what is already written to it; but no client is waited for for ever. */
final class Farewell {

    /** For how long an ended connection waits for its client to take any of the last bytes. */
    private static final long PATIENCE_SECONDS = 30;

    private final SessionGroup group;
    private final Channel client;

    Farewell(SessionGroup group, Channel client) {
        this.group = group;
        this.client = client;
    }

    /** @param error to be said last, or null */
    void say(String error) {
        client.writeAndFlush(error == null ? Unpooled.EMPTY_BUFFER : Resp.error("baton: " + error))
                .addListener(ChannelFutureListener.CLOSE);
        long left = Upstream.unsent(client);
        if (left > 0 && client.isOpen()) {
            group.memory().lingers(left);
            client.closeFuture().addListener(closed -> group.memory().taken(left));
            closeIfStuck(left);
        }
    }

    private void closeIfStuck(long before) {
        group.schedule(
                () -> {
                    long left = Upstream.unsent(client);
                    if (left >= before) {
                        client.close();
                    } else if (client.isOpen()) {
                        closeIfStuck(left);
                    }
                },
                PATIENCE_SECONDS,
                TimeUnit.SECONDS);
    }
}
