package io.baton.proxy;

import io.baton.proxy.control.Address;
import io.baton.proxy.endpoint.Endpoint;
import io.baton.proxy.endpoint.ListeningSockets;
import io.baton.proxy.endpoint.Retirement;
import io.baton.proxy.relay.Engines;
import io.baton.proxy.relay.SessionGroup;
import io.baton.proxy.relay.Transport;
import io.baton.proxy.switching.ControlListener;
import io.baton.proxy.switching.Route;
import io.baton.proxy.switching.RouteFile;
import io.baton.proxy.tls.CertificateWatch;
import io.baton.proxy.tls.ClientTls;
import io.baton.proxy.tls.EngineTls;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running proxy. The control port lives on the first of the event loops that serve the clients: with one loop, which is
 * the default, a hold takes effect between two reads and nothing is handed to another thread.
 */
public final class ProxyServer implements AutoCloseable {

    private static final int REMEMBERED_PART_OF_HEAP = 8;

    private final EventLoopGroup loops;
    private final ListeningSockets clients;
    private final Endpoint endpoint;
    private final ControlListener control;
    private final CertificateWatch certificates;

    private ProxyServer(
            EventLoopGroup loops,
            ListeningSockets clients,
            Endpoint endpoint,
            ControlListener control,
            CertificateWatch certificates) {
        this.loops = loops;
        this.clients = clients;
        this.endpoint = endpoint;
        this.control = control;
        this.certificates = certificates;
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
        ClientTls clientTls = settings.tls() == null ? null : new ClientTls(settings.tls(), log);
        EngineTls engineTls = settings.upstreamTls() == null ? null : new EngineTls(settings.upstreamTls(), log);
        CertificateWatch certificates = new CertificateWatch(clientTls, engineTls);
        EventLoopGroup loops = transport.loops(threads, "proxy");
        try {
            Engines engines = new Engines(transport, engineTls);
            List<SessionGroup> groups = groups(loops, engines, route, bounds(settings, threads));
            ListeningSockets clients =
                    new ListeningSockets(groups, transport, settings.listening(), settings.sharedEndpoint(), clientTls);
            Endpoint endpoint = endpoint(settings, transport, token, groups, clients, log);
            ControlListener control = ControlListener.listen(
                    new ControlListener.Parts(
                            settings.instanceId(),
                            token,
                            password,
                            route,
                            file,
                            groups,
                            transport,
                            engines,
                            endpoint,
                            log),
                    new InetSocketAddress(settings.controlHost(), settings.controlPort()));
            ProxyServer server = new ProxyServer(loops, clients, endpoint, control, certificates);
            endpoint.start(control.control());
            log.info(
                    "serving",
                    "instance",
                    settings.instanceId(),
                    "version",
                    ProxyVersion.current(),
                    "port",
                    server.port(),
                    "tlsPort",
                    server.tlsPort(),
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
            return server;
        } catch (IOException | RuntimeException e) {
            certificates.close();
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw e;
        }
    }

    private static Endpoint endpoint(
            ProxySettings settings,
            Transport transport,
            String token,
            List<SessionGroup> groups,
            ListeningSockets clients,
            EventLog log) {
        EventLoop loop = groups.get(0).loop();
        // not on the loop itself: it has to go on for the end to be reached
        Runnable end =
                () -> new Thread(() -> loop.parent().shutdownGracefully(0, 1, TimeUnit.SECONDS), "retire").start();
        Path stateFile = settings.stateFile().toAbsolutePath();
        return new Endpoint(new Endpoint.Parts(
                loop,
                transport == Transport.EPOLL,
                settings.instanceId(),
                token,
                clients,
                settings.handoverSocket(),
                settings.takeOverFrom(),
                stateFile.resolveSibling(stateFile.getFileName() + ".took-over"),
                new Retirement(loop, groups, settings.retireAfterSeconds(), end, log),
                log));
    }

    /** The state file wins over the configuration once an epoch was obeyed: the configuration may be older. */
    private static Route route(ProxySettings settings, RouteFile file) {
        try {
            return file.load().filter(route -> route.epoch() > 0).orElseGet(() -> Route.initial(settings.upstream()));
        } catch (IOException e) {
            throw new BadSettingsException("stateFile: " + settings.stateFile() + " can't be used: " + e.getMessage());
        }
    }

    /** What all may keep is shared out evenly among the loops: they need not ask each other. */
    private static SessionGroup.Bounds bounds(ProxySettings settings, int threads) {
        return new SessionGroup.Bounds(
                settings.heldBytesPerConnection(),
                settings.heldBytesInAll() / threads,
                Runtime.getRuntime().maxMemory() / REMEMBERED_PART_OF_HEAP / threads);
    }

    private static List<SessionGroup> groups(
            EventLoopGroup loops, Engines engines, Route route, SessionGroup.Bounds bounds) {
        List<SessionGroup> groups = new ArrayList<>();
        for (EventExecutor loop : loops) {
            groups.add(new SessionGroup((EventLoop) loop, engines, route.upstream(), route.holds(), bounds));
        }
        return groups;
    }

    /** The port that clients connect to in plain text; -1 if there is none, or none yet. */
    public int port() {
        return clients.port(ListeningSockets.Kind.PLAIN);
    }

    /** The port that clients connect to with TLS; -1 if there is none, or none yet. */
    public int tlsPort() {
        return clients.port(ListeningSockets.Kind.TLS);
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
        certificates.close();
        endpoint.close();
        control.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
