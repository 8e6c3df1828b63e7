package io.baton.switchover.application;

import io.baton.engine.client.Command;
import io.baton.saga.infrastructure.Lease;
import io.baton.switchover.model.Switch;
import io.baton.switchover.model.SwitchPhase;
import io.baton.switchover.model.SwitchSignals.Rehearsed;
import java.util.List;

/**
 * Goes the way of an attempt, through the same calls and connections, without touching anything: the last one before the
 * clients wait. A virtual machine is slow at what it does seldom, and switches are seldom.
 */
final class DryRun {
    /** The virtual machine compiles what has run 200 times (-XX:Tier3InvocationThreshold). */
    private static final int ROUNDS = 300;

    private static final List<Command> HARMLESS =
            List.of(Command.of("PING"), Command.of("PING"), Command.of("INFO", "replication"));

    private DryRun() {}

    /** Ends early when the grant is gone. */
    static void play(Lease<Switch> lease, Stage stage) {
        for (int round = 0; round < ROUNDS && lease.state().phase() == SwitchPhase.GRANTED; round++) {
            stage.proxies().status();
            stage.oldMaster().pipeline(HARMLESS);
            stage.newMaster().replication();
            lease.rehearse(new Rehearsed());
        }
    }
}
