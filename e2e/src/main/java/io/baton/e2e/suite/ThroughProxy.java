package io.baton.e2e.suite;

import io.baton.e2e.bench.Peer;
import io.baton.e2e.bench.Peers;
import java.io.IOException;
import java.nio.file.Path;

/** Runs a file directly and through a proxy. Each has a new engine, so that no file meets what another one has left. */
final class ThroughProxy {

    private static final String[] DEBUGGING = {
        "--enable-debug-command", "yes", "--enable-module-command", "yes", "--enable-protected-configs", "yes"
    };

    private final SourceTree tree;
    private final UnitRunner runner;
    private final Path root;

    /** @param root of the project, where the build has left the engines and the proxy */
    ThroughProxy(SourceTree tree, UnitRunner runner, Path root) {
        this.tree = tree;
        this.runner = runner;
        this.root = root;
    }

    /** What a file said in both runs. */
    record Runs(UnitRun direct, UnitRun proxied) {}

    Runs run(String unit) throws IOException, InterruptedException {
        try (Peers peers = new Peers(root)) {
            UnitRun direct;
            try (Peer engine = engine(peers)) {
                direct = runner.run(unit, Peer.HOST, engine.port());
            }
            try (Peer engine = engine(peers);
                    Peer proxy = peers.instanceProxy(engine)) {
                return new Runs(direct, runner.run(unit, Peer.HOST, proxy.port()));
            }
        }
    }

    private Peer engine(Peers peers) {
        return peers.engine(tree.version(), tree.protectsDebugging() ? DEBUGGING : new String[0]);
    }
}
