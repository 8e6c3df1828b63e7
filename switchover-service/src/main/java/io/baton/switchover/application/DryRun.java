package io.baton.switchover.application;

import io.baton.engine.client.Command;
import io.baton.saga.infrastructure.Lease;
import io.baton.switchover.model.Switch;
import io.baton.switchover.model.SwitchPhase;
import io.baton.switchover.model.SwitchSignals.Rehearsed;
import java.time.Duration;
import java.util.List;

/**
 * Goes the way of an attempt, through the same calls and connections, without touching anything: the last one before the
 * clients wait. A virtual machine is slow at what it does seldom, and switches are seldom.
 */
final class DryRun {
    /** The virtual machine compiles what has run 200 times (-XX:Tier3InvocationThreshold). */
    private static final int ROUNDS = 300;
    /** A busy machine must not spend on it the time that it has for a calm moment ({@link SwitchSettings#calmWithin}). */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private static final List<Command> HARMLESS =
            List.of(Command.of("PING"), Command.of("PING"), Command.of("INFO", "replication"));

    private DryRun() {}

    /** Ends early when the grant is gone, or the time is up. */
    static void play(Lease<Switch> lease, Stage stage) {
        long until = System.nanoTime() + LIMIT.toNanos();
        for (int round = 0;
                round < ROUNDS && System.nanoTime() < until && lease.state().phase() == SwitchPhase.GRANTED;
                round++) {
            stage.proxies().status();
            stage.oldMaster().pipeline(HARMLESS);
            stage.newMaster().replication();
            lease.rehearse(new Rehearsed());
        }
    }
}
