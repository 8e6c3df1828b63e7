package io.baton.resource.node.application;

import java.time.Duration;

/** The long work that is being done for a saga: asked between two steps whether it is still wanted. */
public interface Work {

    /** @throws WorkSuperseded once the saga wants something else, or somebody else does the work */
    void proceed();

    /**
     * Waits, at most this long, and then is as {@link #proceed()}.
     *
     * @throws InterruptedException if this process is stopping
     */
    void pause(Duration atMost) throws InterruptedException;
}
