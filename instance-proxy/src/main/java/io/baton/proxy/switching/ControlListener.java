package io.baton.proxy.switching;

import io.baton.proxy.EventLog;
import io.baton.proxy.relay.Engines;
import io.baton.proxy.relay.SessionGroup;
import io.baton.proxy.relay.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** The control port of a proxy. */
public final class ControlListener implements AutoCloseable {

    /**
     * What the control commands.
     *
     * @param route where the proxy points when it starts
     * @param file where routes are kept
     * @param groups the sessions of each event loop; the control runs on the first loop
     * @param password of the engine's default user, or null
     */
    public record Parts(
            String instanceId,
            String token,
            String password,
            Route route,
            RouteFile file,
            List<SessionGroup> groups,
            Transport transport,
            Engines engines,
            EndpointControl endpoint,
            EventLog log) {

        /** Leaves the secrets out. */
        @Override
        public String toString() {
            return "Parts[" + instanceId + "]";
        }
    }

    private final Channel channel;
    private final SwitchControl control;

    private ControlListener(Channel channel, SwitchControl control) {
        this.channel = channel;
        this.control = control;
    }

    /** @throws IOException if the port can't be listened on; the message says which */
    public static ControlListener listen(Parts parts, InetSocketAddress address) throws IOException {
        EventLoop loop = parts.groups().get(0).loop();
        Sessions sessions = new Sessions(loop, parts.groups());
        SwitchControl control = new SwitchControl(
                parts.instanceId(),
                loop,
                parts.route(),
                parts.file(),
                sessions,
                new TargetProbe(loop, parts.engines()),
                new EngineConsole(loop, parts.engines(), parts.password()),
                parts.endpoint(),
                new SwitchLog(parts.log(), parts.instanceId()));
        loop.execute(control::resume);
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(parts.transport().server())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ControlServer(control, parts.token(), parts.log()))
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "can't listen for the switch on " + address.getHostString() + ":" + address.getPort() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return new ControlListener(bound.channel(), control);
    }

    /** What obeys the commands; to be used on the first loop. */
    public SwitchControl control() {
        return control;
    }

    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
    }
}
