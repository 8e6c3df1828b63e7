package io.baton.cli;

import io.baton.client.BatonApi;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An upgrade, live. */
@Command(name = "watch", description = "Shows an upgrade live until it has ended.")
final class WatchCommand implements Callable<Integer> {

    private final Baton baton;

    @Parameters(
            paramLabel = "UPGRADE",
            description = "Its id, or the instance's: the upgrade that it is or was in last.")
    private String id;

    @Option(names = "--timeout", paramLabel = "S", description = "Seconds to watch at most.")
    private Long timeout;

    WatchCommand(Baton baton) {
        this.baton = baton;
    }

    @Override
    public Integer call() throws InterruptedException {
        BatonApi api = baton.api();
        Patience patience = new Patience(timeout);
        return new Watching(baton, api, patience).toTheEnd(Ids.lastUpgrade(api, id), "COMPLETED");
    }
}
