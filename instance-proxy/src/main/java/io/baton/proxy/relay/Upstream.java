package io.baton.proxy.relay;

import io.baton.proxy.control.Address;
import io.baton.proxy.session.Expectation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetSocketAddress;

/** One connection to an engine, and what the proxy knows about it. Confined to the event loop of its session. */
final class Upstream extends ChannelInboundHandlerAdapter {

    /** The session that a connection belongs to. */
    interface Owner {

        void connected(Upstream upstream);

        /** The connection could not be made, or has ended. */
        void closed(Upstream upstream, String why);

        /** Bytes for the client; the owner takes them over. */
        void toClient(ByteBuf bytes);

        /** A read has been passed on and its replies have been counted. */
        void answered(Upstream upstream);

        void readCompleted();

        void writabilityChanged();
    }

    private final Address address;
    private final ReplyFlow replies;
    private Owner owner;
    private Channel channel;
    private boolean connected;
    private boolean connectedOnce;
    private boolean active;
    private String failure;
    private String connectionId;
    private boolean connectionIdAsked;
    private boolean listening;

    Upstream(Address address, Owner owner) {
        this.address = address;
        this.owner = owner;
        this.replies = new ReplyFlow(owner::toClient);
    }

    Address address() {
        return address;
    }

    ReplyFlow replies() {
        return replies;
    }

    boolean connected() {
        return connected;
    }

    /** Whether there has been a connection, open or not by now. */
    boolean connectedOnce() {
        return connectedOnce;
    }

    /** Whether the session is restored here, so that commands of the client may be sent. */
    boolean active() {
        return connected && active;
    }

    /** Whether commands of the client may have been sent here, on a connection that is open or has ended. */
    boolean hasServed() {
        return active;
    }

    void activate() {
        active = true;
    }

    /** Why this connection can't stand for the session, or null. */
    String failure() {
        return failure;
    }

    void fail(String why) {
        failure = why;
    }

    /** The number that the engine gives this connection (CLIENT ID), or null. */
    String connectionId() {
        return connectionId;
    }

    void connectionId(String id) {
        connectionId = id;
    }

    /** This end of the connection as the engine sees it, {@code ip:port}. */
    String localAddress() {
        InetSocketAddress local = (InetSocketAddress) channel.localAddress();
        String ip = local.getAddress().getHostAddress();
        return (ip.indexOf(':') < 0 ? ip : "[" + ip + "]") + ":" + local.getPort();
    }

    /** Returns whether the number has not been asked for; from now on it has. */
    boolean askConnectionId() {
        boolean first = !connectionIdAsked;
        connectionIdAsked = true;
        return first;
    }

    /** Whether messages to a subscriber are passed on, or will be from a certain one on. */
    boolean listens() {
        return listening;
    }

    void listening() {
        listening = true;
    }

    /** Whether a reply is still to come that concerns the proxy. */
    boolean expects() {
        return replies.ledger().expects();
    }

    long owed() {
        return replies.ledger().owed();
    }

    /** Whether the engine has refused a command before it was complete; then it ends the connection. */
    boolean refusedPiece() {
        return replies.ledger().saidMore();
    }

    /** Counts commands that were written, whose replies concern the client only. */
    void issued(int commands) {
        replies.ledger().issued(commands);
    }

    /** Counts one command, written or to be answered here, whose reply concerns the proxy. */
    void issued(Expectation expectation) {
        replies.ledger().issued(expectation);
    }

    /** Queues bytes for the engine; takes them over. */
    void write(ByteBuf bytes) {
        channel.write(bytes, channel.voidPromise());
    }

    ByteBufAllocator allocator() {
        return channel.alloc();
    }

    void flush() {
        if (unsent() > 0) {
            channel.flush();
        }
    }

    /** Tells the engine, behind what is written, that nothing more will come. */
    void halfClose() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> ((DuplexChannel) channel).shutdownOutput());
    }

    /** Bytes that wait for the engine. */
    long unsent() {
        return connected ? unsent(channel) : 0;
    }

    /** Bytes that wait in a connection's write buffer. */
    static long unsent(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    void waterMark(WriteBufferWaterMark mark) {
        if (connected) {
            channel.config().setWriteBufferWaterMark(mark);
        }
    }

    boolean writable() {
        return !connected || channel.isWritable();
    }

    void read(boolean on) {
        if (connected) {
            channel.config().setAutoRead(on);
        }
    }

    /** Nothing is sent or passed on from here any more; the owner hears no more of it. */
    void detach() {
        owner = null;
        connected = false;
        replies.stop();
    }

    /** Ends a detached connection behind what is already written; one that is still being made ends itself. */
    void close() {
        if (channel != null && channel.isOpen()) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Detaches and closes. */
    void discard() {
        detach();
        close();
    }

    /** The attempt to connect has failed; a success shows itself by {@link #channelActive}. */
    void connectFailed(Throwable cause) {
        lost("no connection to the engine at " + address + ": " + cause.getMessage());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        if (owner == null) {
            ctx.close();
            return;
        }
        connected = true;
        connectedOnce = true;
        owner.connected(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        boolean understood = replies.receive((ByteBuf) message);
        if (!understood) {
            lost("the engine at " + address + " sent what is not RESP");
            ctx.close();
        } else if (owner != null) {
            owner.answered(this);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (owner != null) {
            owner.readCompleted();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (owner != null) {
            owner.writabilityChanged();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lost("the engine at " + address + " closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        lost("the connection to the engine at " + address + " failed: " + cause.getMessage());
        ctx.close();
    }

    private void lost(String why) {
        Owner told = owner;
        owner = null;
        connected = false;
        replies.stop();
        if (told != null) {
            told.closed(this, why);
        }
    }
}
