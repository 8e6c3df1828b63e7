package io.baton.proxy.relay;

import io.netty.channel.WriteBufferWaterMark;

/** Bounds of what waits in a connection's write buffer. */
public final class Buffers {

    /** Above the high mark the other side is read no further; below the low mark it is read again. In bytes. */
    public static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(128 * 1024, 512 * 1024);

    private Buffers() {}
}
