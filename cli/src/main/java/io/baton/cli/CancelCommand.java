package io.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.baton.client.BatonApi;
import io.baton.client.UpgradeView;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Until the switch is committed. */
@Command(name = "cancel", description = "Cancels an upgrade, until its switch is committed.")
final class CancelCommand implements Callable<Integer> {

    private final Baton baton;

    @Parameters(paramLabel = "UPGRADE", description = "Its id, or the instance's.")
    private String id;

    @Option(names = "--wait", description = "Shows it live and returns when it has ended; 0 only if it is cancelled.")
    private boolean wait;

    @Option(names = "--timeout", paramLabel = "S", description = "Seconds to wait at most.")
    private Long timeout;

    CancelCommand(Baton baton) {
        this.baton = baton;
    }

    @Override
    public Integer call() throws InterruptedException {
        BatonApi api = baton.api();
        Patience patience = new Patience(timeout);
        String upgradeId = Ids.openUpgrade(api, id);
        JsonNode answer = api.post("upgrades/" + upgradeId + "/cancel");
        if (wait) {
            return new Watching(baton, api, patience).toTheEnd(upgradeId, "CANCELLED");
        }
        UpgradeView upgrade = BatonApi.view(answer, UpgradeView.class);
        baton.show(
                answer,
                () -> List.of(
                        upgrade.cancelRequested()
                                ? upgradeId + " is to be cancelled, but a switch is being attempted, and may yet win."
                                : upgradeId + " is " + upgrade.state() + "."));
        return ExitCodes.DONE;
    }
}
