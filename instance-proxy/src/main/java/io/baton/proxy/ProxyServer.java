package io.baton.proxy;

import io.baton.proxy.control.Address;
import io.baton.proxy.relay.SessionGroup;
import io.baton.proxy.relay.Transport;
import io.baton.proxy.switching.ControlListener;
import io.baton.proxy.switching.Route;
import io.baton.proxy.switching.RouteFile;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running proxy. The control port lives on the first of the event loops that serve the clients: with one loop, which is
 * the default, a hold takes effect between two reads and nothing is handed to another thread.
 */
public final class ProxyServer implements AutoCloseable {

    private final EventLoopGroup loops;
    private final ClientListener clients;
    private final ControlListener control;

    private ProxyServer(EventLoopGroup loops, ClientListener clients, ControlListener control) {
        this.loops = loops;
        this.clients = clients;
        this.control = control;
    }

    /**
     * Starts serving.
     *
     * @param threads event loops, one thread each
     * @throws BadSettingsException if a secret or the state file can't be read
     * @throws IOException if a port can't be listened on; the message says which
     */
    public static ProxyServer start(ProxySettings settings, int threads, Transport transport) throws IOException {
        return start(settings, threads, transport, new EventLog(ProxyServer.class));
    }

    static ProxyServer start(ProxySettings settings, int threads, Transport transport, EventLog log)
            throws IOException {
        String token = settings.controlToken();
        String password = settings.enginePassword();
        RouteFile file = new RouteFile(settings.stateFile());
        Route route = route(settings, file);
        EventLoopGroup loops = transport.loops(threads, "proxy");
        try {
            List<SessionGroup> groups = groups(loops, transport, route, settings.heldBytesPerConnection());
            ControlListener control = ControlListener.listen(
                    new ControlListener.Parts(
                            settings.instanceId(), token, password, route, file, groups, transport, log),
                    new InetSocketAddress(settings.controlHost(), settings.controlPort()));
            ClientListener clients = ClientListener.listen(
                    groups, transport, new InetSocketAddress(settings.listenHost(), settings.listenPort()));
            log.info(
                    "serving",
                    "instance",
                    settings.instanceId(),
                    "port",
                    clients.port(),
                    "controlPort",
                    control.port(),
                    "upstream",
                    route.upstream(),
                    "epoch",
                    route.epoch(),
                    "phase",
                    route.phase(),
                    "transport",
                    transport,
                    "threads",
                    threads);
            return new ProxyServer(loops, clients, control);
        } catch (IOException | RuntimeException e) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw e;
        }
    }

    /** The state file wins over the configuration once an epoch was obeyed: the configuration may be older. */
    private static Route route(ProxySettings settings, RouteFile file) {
        try {
            return file.load().filter(route -> route.epoch() > 0).orElseGet(() -> Route.initial(settings.upstream()));
        } catch (IOException e) {
            throw new BadSettingsException("stateFile: " + settings.stateFile() + " can't be used: " + e.getMessage());
        }
    }

    private static List<SessionGroup> groups(
            EventLoopGroup loops, Transport transport, Route route, long heldBytesPerConnection) {
        List<SessionGroup> groups = new ArrayList<>();
        for (EventExecutor loop : loops) {
            groups.add(new SessionGroup(
                    (EventLoop) loop, transport, route.upstream(), route.holds(), heldBytesPerConnection));
        }
        return groups;
    }

    /** The port that clients connect to. */
    public int port() {
        return clients.port();
    }

    /** Where commands are taken. */
    public Address controlAddress() {
        return new Address("127.0.0.1", control.port());
    }

    /** Completes when the proxy has ended. */
    public void awaitEnd() throws InterruptedException {
        loops.terminationFuture().await();
    }

    /** Ends at once, as a crash would: clients and engines see their connections close. */
    @Override
    public void close() {
        clients.close();
        control.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
