package io.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.baton.client.BatonApi;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Without waiting for the window. */
@Command(name = "switch-now", description = "Switches without waiting for the maintenance window.")
final class SwitchNowCommand implements Runnable {

    private final Baton baton;

    @Parameters(paramLabel = "UPGRADE", description = "Its id, or the instance's.")
    private String id;

    SwitchNowCommand(Baton baton) {
        this.baton = baton;
    }

    @Override
    public void run() {
        BatonApi api = baton.api();
        String upgradeId = Ids.openUpgrade(api, id);
        JsonNode answer = api.post("upgrades/" + upgradeId + "/switch-now");
        baton.show(
                answer,
                () -> List.of(upgradeId + " switches as soon as it has caught up; it is "
                        + answer.path("state").asText() + "."));
    }
}
