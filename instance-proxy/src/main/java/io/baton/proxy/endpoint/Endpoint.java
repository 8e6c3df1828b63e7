package io.baton.proxy.endpoint;

import io.baton.proxy.EventLog;
import io.baton.proxy.ProxyVersion;
import io.baton.proxy.control.ProxyPhase;
import io.baton.proxy.endpoint.ListeningSockets.Kind;
import io.baton.proxy.switching.EndpointControl;
import io.baton.proxy.switching.Route;
import io.baton.proxy.switching.SwitchControl;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Who accepts the endpoint's clients: this proxy, or a newer one that has taken the sockets over. Runs on one event loop,
 * that of the control port, so that no command comes between the steps.
 *
 * <pre>
 * WAITING --takeOver--> ACCEPTING --a newer proxy accepts--> REPLACED --retire, no client left--> (ends)
 *                           ^--------the newer one died---------/
 * </pre>
 */
public final class Endpoint implements EndpointControl {

    private static final long AGAIN_MILLIS = 200;

    /**
     * What the endpoint is made of.
     *
     * @param epoll whether sockets can be passed on here
     * @param handover where a newer proxy takes over, or null
     * @param takeOverFrom where this one takes over, or null
     * @param marker a file that is there once this proxy has taken over: restarted, it does so again
     */
    public record Parts(
            EventLoop loop,
            boolean epoll,
            String instanceId,
            String token,
            ListeningSockets sockets,
            Path handover,
            Path takeOverFrom,
            Path marker,
            Retirement retirement,
            EventLog log) {

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Parts[" + instanceId + "]";
        }
    }

    private final Parts parts;
    private final HandoverListener listener;
    private SwitchControl control;
    private Channel newer;
    private boolean takingOver;
    private volatile boolean closing;

    public Endpoint(Parts parts) {
        this.parts = parts;
        this.listener = parts.handover() == null || !parts.epoll()
                ? null
                : new HandoverListener(this, parts.token(), parts.handover());
    }

    /**
     * Accepts clients; or waits to be told, if it is to replace an older proxy and never has. Not to be called on an event
     * loop.
     *
     * @throws IOException if a port can't be listened on; the message says which
     */
    public void start(SwitchControl commanded) throws IOException {
        control = commanded;
        if (listener != null) {
            listener.listen(parts.loop());
        } else if (parts.handover() != null) {
            parts.log().warn("no-handover", "reason", "it needs Linux and epoll");
        }
        boolean standby = parts.takeOverFrom() != null && !Files.exists(parts.marker());
        if (standby) {
            return;
        }
        if (parts.takeOverFrom() != null && Takeover.somebodyAt(parts.takeOverFrom())) {
            parts.loop().execute(this::takeOverAgain);
        } else {
            parts.sockets().bind();
        }
    }

    public void close() {
        closing = true;
        parts.sockets().close();
        if (listener != null) {
            listener.close();
        }
    }

    ListeningSockets sockets() {
        return parts.sockets();
    }

    // --- as the newer proxy ---

    @Override
    public boolean accepting() {
        return parts.sockets().isOpen() && !replaced();
    }

    @Override
    public void takeOver(String from, long epoch, Function<Route, String> adopt, Consumer<String> done) {
        takeOver(from, epoch, false, adopt, done);
    }

    private void takeOver(
            String from, long epoch, boolean again, Function<Route, String> adopt, Consumer<String> done) {
        Path older = from == null ? parts.takeOverFrom() : Path.of(from);
        if (!parts.epoll()) {
            done.accept("sockets can only be passed on where there is epoll, on Linux");
        } else if (older == null) {
            done.accept("neither the command nor \"takeOverFrom\" says from which proxy");
        } else if (takingOver) {
            done.accept("it is being taken over");
        } else {
            takingOver = true;
            Handover.Request request = new Handover.Request(parts.token(), parts.instanceId(), epoch, again);
            new Takeover(parts.loop(), request, parts.sockets(), adopt, new Ending(older, adopt, done)).begin(older);
        }
    }

    /** This process was restarted: meanwhile the older one has accepted again. */
    private void takeOverAgain() {
        long epoch = control.route().epoch();
        takeOver(null, epoch, true, older -> control.join(older, epoch), trouble -> {
            if (trouble != null && !accepting()) {
                parts.loop().schedule(this::takeOverAgain, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    private final class Ending implements Takeover.End {

        private final Path older;
        private final Function<Route, String> adopt;
        private final Consumer<String> done;

        Ending(Path older, Function<Route, String> adopt, Consumer<String> done) {
            this.older = older;
            this.adopt = adopt;
            this.done = done;
        }

        @Override
        public void takenOver(Set<Kind> sockets) {
            parts.sockets().bindMissing(this::tell);
        }

        @Override
        public void refused(String why) {
            tell(why);
        }

        @Override
        public void alone() {
            String trouble = parts.sockets().isOpen() ? null : adopt.apply(null);
            if (trouble == null) {
                parts.sockets().bindMissing(this::tell);
            } else {
                tell(trouble);
            }
        }

        private void tell(String trouble) {
            takingOver = false;
            if (trouble == null) {
                mark();
                parts.log().info("took-over", "instance", parts.instanceId(), "from", older);
            } else {
                parts.log().warn("not-taken-over", "instance", parts.instanceId(), "reason", trouble);
            }
            done.accept(trouble);
        }

        private void mark() {
            try {
                Files.writeString(parts.marker(), older + "\n");
            } catch (IOException e) {
                // a restarted process then waits for the command, and the older one serves
                parts.log().warn("takeover-not-noted", "reason", e);
            }
        }
    }

    // --- as the older proxy ---

    @Override
    public boolean replaced() {
        return newer != null;
    }

    Handover.Offer offer(Handover.Request request) {
        Route route = control.route();
        if (!parts.instanceId().equals(request.instanceId())) {
            return refusal("this is the proxy of instance " + parts.instanceId());
        }
        if (route.phase() != ProxyPhase.SERVING && route.phase() != ProxyPhase.PREPARED) {
            return refusal("it is held by epoch " + route.epoch());
        }
        if (request.epoch() < route.epoch() && !request.again()) {
            return refusal("it already obeys epoch " + route.epoch());
        }
        if (!accepting()) {
            return refusal("it does not accept clients itself");
        }
        return new Handover.Offer(
                null, route, parts.sockets().kinds().stream().sorted().toList(), ProxyVersion.current());
    }

    Handover.Offer refusal(String why) {
        parts.log().warn("handover-refused", "instance", parts.instanceId(), "reason", why);
        return new Handover.Offer(why, null, null, ProxyVersion.current());
    }

    /** A newer proxy accepts from the same sockets; it stays connected as long as it lives. */
    void replacedBy(Channel connection) {
        newer = connection;
        parts.sockets().accept(false);
        parts.log().info("replaced", "instance", parts.instanceId());
        connection.closeFuture().addListener(gone -> {
            if (newer == connection && !closing && !parts.retirement().over()) {
                newer = null;
                parts.sockets().accept(true);
                parts.log().warn("newer-proxy-died", "instance", parts.instanceId(), "accepting", true);
            }
        });
    }

    @Override
    public boolean retiring() {
        return parts.retirement().begun();
    }

    @Override
    public void retire() {
        parts.retirement().begin(() -> replaced() && control.route().phase() == ProxyPhase.SERVING);
    }
}
