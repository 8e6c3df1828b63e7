package io.baton.e2e.bench;

import io.baton.e2e.workload.DataFill;
import io.baton.e2e.workload.Target;
import io.baton.e2e.workload.Workload;
import io.baton.local.UserError;
import java.io.IOException;
import java.nio.file.Path;

/** What the engines need by themselves: REPLICAOF between two of them, with the persistence that Baton's nodes have. */
public final class PlainReplication {

    private static final int CLIENTS = 4;

    private PlainReplication() {}

    /** Clients that read and write, half of the operations each; null for none. */
    public static Workload load(Target target, int perSecond) {
        return perSecond == 0 ? null : Workload.start(target, CLIENTS, perSecond / CLIENTS);
    }

    /**
     * Seconds since REPLICAOF.
     *
     * @param caughtUp until the replica had all that the master had, in its memory
     * @param durable until it had all of that in its append-only file too, which it writes anew behind the snapshot
     */
    record Took(double caughtUp, double durable) {}

    /** @param perSecond operations of the clients meanwhile; 0 for none */
    static Took measure(String from, String to, int dataMb, int perSecond) throws InterruptedException {
        String[] persistent = {"--appendonly", "yes", "--repl-diskless-sync", "no"};
        try (Peers peers = new Peers(Path.of(System.getProperty("baton.root")));
                Peer master = peers.engine(from, persistent);
                Peer replica = peers.engine(to, persistent)) {
            Target masterTarget = new Target(Peer.HOST, master.port(), null);
            DataFill.ofMegabytes(dataMb).write(masterTarget, written -> {});
            Workload workload = load(masterTarget, perSecond);
            long began = System.nanoTime();
            Target replicaTarget = new Target(Peer.HOST, replica.port(), null);
            PeerSwitch.replicate(masterTarget, replicaTarget);
            double caughtUp = (System.nanoTime() - began) / 1e9;
            PeerSwitch.awaitFile(replicaTarget);
            double durable = (System.nanoTime() - began) / 1e9;
            if (workload != null) {
                workload.stop();
            }
            return new Took(caughtUp, durable);
        } catch (IOException failed) {
            throw new UserError("The plain replication could not be measured: %s", failed.getMessage());
        }
    }
}
