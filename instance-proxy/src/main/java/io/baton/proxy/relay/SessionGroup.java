package io.baton.proxy.relay;

import io.baton.proxy.EventLog;
import io.baton.proxy.control.Address;
import io.baton.proxy.control.Blocker;
import io.baton.proxy.control.LatencyCounts;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * All sessions of one event loop, and what the switch does with them. Everything here runs on that loop; the two counts
 * that say how far a hold has drained may be read from anywhere.
 */
public final class SessionGroup {

    private static final int CONNECT_TIMEOUT_MILLIS = 2000;
    private static final int MOST_BLOCKERS = 10;
    private static final long CLOSE_LATER_MILLIS = 50;

    /** What came of pointing the sessions at another engine. */
    public record Moved(long moved, long closed) {}

    /** What came of a release. */
    public record Freed(long sessions, long commands, long longestNanos) {}

    /** Figures of this moment. */
    public record Figures(
            long sessions,
            long prepared,
            long owed,
            long heldBytes,
            long accepted,
            long refused,
            long upstreamLost,
            long protocolErrors,
            long bytesFromClients,
            long bytesToClients,
            long buffered,
            long commands,
            LatencyCounts latency) {}

    /**
     * What the sessions of one loop may keep, in bytes.
     *
     * @param waitingOfOne bytes of one client that wait here before it is read no further
     * @param inAll of all sessions in buffers
     * @param remembered of all sessions on the heap
     */
    public record Bounds(long waitingOfOne, long inAll, long remembered) {}

    private static final EventLog LOG = new EventLog(SessionGroup.class);
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final EventLoop loop;
    private final Engines engines;
    private final long mostWaitingBytes;
    private final Memory memory;
    private final Remembered remembered;
    private final Set<Session> sessions = new LinkedHashSet<>();
    private final List<Upstream> closing = new ArrayList<>();
    private final StandbyOpening opening = new StandbyOpening(this);
    private final DrainCount drain = new DrainCount();
    private final Counters counters = new Counters();
    private final LatencySamples latencies = new LatencySamples();

    private volatile int size;
    private Address upstream;
    private Address target;
    private boolean holding;
    private boolean fractionalTimeouts;
    private long unblocked;

    /**
     * @param upstream the master that sessions point at
     * @param holding whether sessions are held from the start, as after a restart in the middle of a switch
     */
    public SessionGroup(EventLoop loop, Engines engines, Address upstream, boolean holding, Bounds bounds) {
        this.loop = loop;
        this.engines = engines;
        this.upstream = upstream;
        this.holding = holding;
        this.mostWaitingBytes = bounds.waitingOfOne();
        this.memory = new Memory(this, bounds.inAll());
        this.remembered = new Remembered(bounds.remembered());
    }

    public EventLoop loop() {
        return loop;
    }

    /** Runs on this loop: at once if it is the caller's. */
    public void run(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    /** Handles a client connection that this loop has accepted. */
    public ChannelHandler clientHandler() {
        return new ClientConnection(this);
    }

    Session open(Channel client) {
        counters.accepted++;
        Session session = new Session(NUMBERS.incrementAndGet(), this, client);
        sessions.add(session);
        size = sessions.size();
        session.start();
        return session;
    }

    /** Counts a client that could not be served. */
    public void countRefused() {
        counters.refused++;
    }

    void remove(Session session) {
        if (sessions.remove(session)) {
            counters.commandsOfEndedSessions += session.commands().complete();
        }
        size = sessions.size();
        opening.changed(session);
    }

    Upstream connect(Address address, Upstream.Owner owner) {
        Upstream connection = new Upstream(address, owner);
        engines.connect(loop, address, CONNECT_TIMEOUT_MILLIS, connection).addListener(attempt -> {
            if (!attempt.isSuccess()) {
                // later, so that the caller has the connection before it hears of its end
                loop.execute(() -> connection.connectFailed(attempt.cause()));
            }
        });
        return connection;
    }

    /** Closes a detached connection when the clients are served again: until then every system call counts. */
    void closeLater(Upstream detached) {
        if (closing.isEmpty()) {
            loop.schedule(
                    () -> {
                        closing.forEach(Upstream::close);
                        closing.clear();
                    },
                    CLOSE_LATER_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
        closing.add(detached);
    }

    void schedule(Runnable task, long delay, TimeUnit unit) {
        loop.schedule(task, delay, unit);
    }

    Address upstream() {
        return upstream;
    }

    /** The new master that sessions prepare for, or null. */
    Address target() {
        return target;
    }

    boolean holding() {
        return holding;
    }

    long mostWaitingBytes() {
        return memory.tight() ? Math.min(Memory.LEAST_WAITING, mostWaitingBytes) : mostWaitingBytes;
    }

    Memory memory() {
        return memory;
    }

    Remembered remembered() {
        return remembered;
    }

    boolean fractionalTimeouts() {
        return fractionalTimeouts;
    }

    EventLog log() {
        return LOG;
    }

    Set<Session> sessions() {
        return sessions;
    }

    /** Client connections; readable from anywhere. */
    public int size() {
        return size;
    }

    /** Ends the connections that are in the middle of nothing: of those, no client is left in doubt. */
    public void endThoseThatWaitForNothing() {
        for (Session session : List.copyOf(sessions)) {
            if (session.owed() == 0
                    && session.commands().waitingBytes() == 0
                    && !session.commands().streaming()) {
                session.end(null);
            }
        }
    }

    // --- prepare ---

    /** Opens the missing standby connections; {@code done} gets the number of sessions that are ready. */
    public void prepare(Address newMaster, Consumer<Figures> done) {
        target = newMaster;
        opening.open(newMaster, () -> done.accept(figures()));
    }

    void standbyChanged(Session session) {
        opening.changed(session);
    }

    /** Closes the standby connections: there is no switch any more. */
    public void forgetTarget() {
        target = null;
        opening.cancel();
        sessions.forEach(session -> session.standby().drop());
    }

    // --- hold and drain ---

    /** Is told whenever nothing but blocking commands is owed. */
    public void onDrainProgress(Runnable listener) {
        drain.listener(listener);
    }

    /** Stops dispatching. Progress is told from now on, at least once. */
    public void hold() {
        holding = true;
        drain.begin();
        unblocked = 0;
        for (Session session : List.copyOf(sessions)) {
            session.move().hold();
        }
        drain.begun();
    }

    /** Sessions that wait for replies to other than blocking commands. */
    public int busy() {
        return drain.busy();
    }

    /** Sessions that wait for nothing but a blocking command. */
    public int blocked() {
        return drain.blocked();
    }

    DrainCount drain() {
        return drain;
    }

    /**
     * Takes back the blocking commands that are under way.
     *
     * @param fractions whether the engine takes fractions of a second as a timeout
     * @return what to say to the engine on another connection
     */
    public List<Unblocking> takeBack(boolean fractions) {
        fractionalTimeouts = fractions;
        List<Unblocking> calls = new ArrayList<>();
        for (Session session : sessions) {
            if (session.move().reported() == DrainState.BLOCKED
                    && session.current().connectionId() != null) {
                session.blocked().takeBack();
                calls.add(new Unblocking(
                        session.current().connectionId(), session.blocked().reissued()));
            }
        }
        return calls;
    }

    /**
     * Blocked sessions whose user may not ask for the number of the own connection: by the address of that connection. A right
     * that its user lacks is no reason for a session to keep all others waiting.
     */
    public List<String> unnumbered() {
        return sessions.stream()
                .filter(session -> session.move().reported() == DrainState.BLOCKED
                        && session.current().connectionId() == null)
                .map(session -> session.current().localAddress())
                .toList();
    }

    /** Tells sessions the numbers that the engine gives their connections, by the addresses of these. */
    public void number(Map<String, String> numbers) {
        for (Session session : sessions) {
            if (session.move().reported() == DrainState.BLOCKED
                    && session.current().connectionId() == null) {
                session.current().connectionId(numbers.get(session.current().localAddress()));
            }
        }
    }

    /** The first few sessions that are not drained. */
    public List<Blocker> blockers(String whyStillBlocked) {
        List<Blocker> found = new ArrayList<>();
        for (Session session : sessions) {
            if (found.size() < MOST_BLOCKERS && session.move().reported() != DrainState.DRAINED) {
                found.add(session.move().blocker(whyStillBlocked));
            }
        }
        return found;
    }

    void countUnblocked() {
        unblocked++;
    }

    /** Blocking commands taken back since the hold. */
    public long unblocked() {
        return unblocked;
    }

    // --- switch and release ---

    /** Points all sessions at the new master; runs {@code done} when nothing can be sent to the old one any more. */
    public void switchTo(Address newMaster, Consumer<Moved> done) {
        List<Session> all = List.copyOf(sessions);
        upstream = newMaster;
        Gather gather = new Gather(all.size(), () -> {
            long closed = all.stream().filter(Session::ended).count();
            done.accept(new Moved(all.size() - closed, closed));
        });
        all.forEach(session -> session.move().switchTo(newMaster, gather::one));
    }

    /**
     * Who was blocked blocks again before anybody else goes on, in the order in which they blocked: engines serve them in that
     * order, and whoever waits for what comes after now (XREAD … $) must not miss what was held.
     */
    private List<Session> blockedOnesFirst() {
        List<Session> all = new ArrayList<>(sessions);
        all.sort(Comparator.comparing(
                        (Session session) -> session.blockedSinceNanos().isEmpty())
                .thenComparingLong(session -> session.blockedSinceNanos().orElse(0)));
        return all;
    }

    /** Sends what was held. */
    public Freed release() {
        holding = false;
        long before = 0;
        long after = 0;
        long longest = 0;
        List<Session> all = blockedOnesFirst();
        for (Session session : all) {
            before += session.commands().complete();
            longest = Math.max(longest, session.move().release());
            after += session.commands().complete();
        }
        return new Freed(all.size(), after - before, longest);
    }

    // --- figures ---

    Counters counters() {
        return counters;
    }

    LatencySamples latencies() {
        return latencies;
    }

    public Figures figures() {
        long prepared = 0;
        long owed = 0;
        long heldBytes = 0;
        long commands = counters.commandsOfEndedSessions;
        for (Session session : sessions) {
            commands += session.commands().complete();
            prepared += target != null && session.standby().ready(target) ? 1 : 0;
            owed += session.owed();
            heldBytes += holding ? session.commands().waitingBytes() : 0;
        }
        return new Figures(
                sessions.size(),
                prepared,
                owed,
                heldBytes,
                counters.accepted,
                counters.refused,
                counters.upstreamLost,
                counters.protocolErrors,
                counters.bytesFromClients,
                counters.bytesToClients,
                memory.exactly(),
                commands,
                latencies.soFar());
    }
}
