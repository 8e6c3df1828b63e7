package io.baton.proxy.relay;

import java.util.concurrent.TimeUnit;

/** Runs something once: when it is told to, or when the time is up. */
final class InTime implements Runnable {

    private final Runnable then;
    private boolean done;

    private InTime(Runnable then) {
        this.then = then;
    }

    static InTime within(long millis, SessionGroup group, Runnable then) {
        InTime inTime = new InTime(then);
        group.schedule(inTime, millis, TimeUnit.MILLISECONDS);
        return inTime;
    }

    @Override
    public void run() {
        if (!done) {
            done = true;
            then.run();
        }
    }
}
