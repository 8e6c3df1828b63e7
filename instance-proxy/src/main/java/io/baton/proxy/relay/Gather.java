package io.baton.proxy.relay;

/** Runs something once, when so many parts of it are done. For one thread. */
public final class Gather {

    private final Runnable then;
    private int left;

    public Gather(int parts, Runnable then) {
        this.left = parts;
        this.then = then;
        if (parts == 0) {
            then.run();
        }
    }

    /** One part is done. */
    public void one() {
        if (--left == 0) {
            then.run();
        }
    }
}
