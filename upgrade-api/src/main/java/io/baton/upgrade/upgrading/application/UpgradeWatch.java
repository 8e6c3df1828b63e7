package io.baton.upgrade.upgrading.application;

import java.util.function.Consumer;

/** Tells of the changes of an upgrade and of its place in the queue, by whichever replica of this service they are made. */
public interface UpgradeWatch {

    /** Ends the telling. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Tells of every change from now on, in order, the current state first. Several changes that follow each other
     * closely may be told as one.
     *
     * @param listener called by one thread at a time; must not block
     */
    Subscription subscribe(String upgradeId, Consumer<UpgradeNews> listener);
}
