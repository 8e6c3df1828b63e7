package io.baton.switchover.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The bounds of a switch. */
@ConfigMapping(prefix = "baton.switch")
public interface SwitchSettings {

    /** Longest wait for an answer of an engine or a proxy. */
    @WithDefault("PT1S")
    Duration answerTimeout();

    /** Longest wait for what is in flight when the proxies hold; a script that runs longer makes the switch step back. */
    @WithDefault("PT0.5S")
    Duration drainTimeout();

    /** Longest wait for the new master to have the frozen old master's whole stream. */
    @WithDefault("PT1S")
    Duration catchUpTimeout();

    /** How long to wait for a calm moment (little lag, every session prepared) before beginning without one. */
    @WithDefault("PT5S")
    Duration calmWithin();

    /** How long after the release the switch does nothing but let the clients go on. */
    @WithDefault("PT0.1S")
    Duration restAfterRelease();

    /** The switch is never begun with more than this left to replicate, in bytes. */
    @WithDefault("10000000")
    long maxLagBytes();

    /** What counts as little left to replicate, in bytes. */
    @WithDefault("131072")
    long calmLagBytes();

    /**
     * How long the old master holds the writes of clients that bypass the proxy before it refuses them. Longer than an
     * attempt can take.
     */
    @WithDefault("PT10S")
    Duration pause();

    /**
     * How long clients wait, when an attempt is undone, for an old master that is there and slow, before they are sent to it
     * all the same, fenced as it is.
     */
    @WithDefault("PT10S")
    Duration unfenceWithin();

    /**
     * How long after the commit a new master that was restarted waits for an old one that is away too, before it goes on
     * with what it has on its own disk.
     */
    @WithDefault("PT10S")
    Duration regainWithin();

    /** An effect is begun only if the lease is held for at least this long. */
    @WithDefault("PT0.6S")
    Duration leaseMargin();
}
