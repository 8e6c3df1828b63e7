package io.baton.proxy.relay;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyCommand.Prepare;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Opens standby connections, a few at a time so that clients are served meanwhile, and tells when it is through. */
final class StandbyOpening {

    private static final int AT_A_TIME = 64;
    private static final long LIMIT_MILLIS = 5000;
    /** More for many: each is a connection and a few commands. */
    private static final long MILLIS_A_SESSION = 1;

    private final SessionGroup group;
    private final Deque<Session> waiting = new ArrayDeque<>();
    private final Set<Session> underWay = new HashSet<>();
    private Address target;
    private Runnable done;
    private boolean filling;

    StandbyOpening(SessionGroup group) {
        this.group = group;
    }

    /** Runs {@code then} when every session has its connection, or has failed to get it, or time is up. */
    void open(Address newMaster, Runnable then) {
        finish();
        target = newMaster;
        done = then;
        waiting.addAll(List.copyOf(group.sessions()));
        long limitMillis =
                Math.min(LIMIT_MILLIS + waiting.size() * MILLIS_A_SESSION, Prepare.SESSIONS_LIMIT.toMillis());
        fill();
        Runnable mine = then;
        group.schedule(
                () -> {
                    if (done == mine) {
                        finish();
                    }
                },
                limitMillis,
                TimeUnit.MILLISECONDS);
    }

    /** A standby connection was restored, or failed, or its session has ended. */
    void changed(Session session) {
        if (!session.standby().pending() && underWay.remove(session)) {
            fill();
        }
    }

    void cancel() {
        finish();
    }

    private void fill() {
        if (filling) {
            return;
        }
        filling = true;
        while (underWay.size() < AT_A_TIME && !waiting.isEmpty()) {
            Session session = waiting.poll();
            session.prepare(target);
            if (session.standby().pending()) {
                underWay.add(session);
            }
        }
        filling = false;
        if (underWay.isEmpty()) {
            finish();
        }
    }

    private void finish() {
        waiting.clear();
        underWay.clear();
        Runnable told = done;
        done = null;
        if (told != null) {
            told.run();
        }
    }
}
