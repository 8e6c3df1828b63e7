package io.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.baton.client.BatonApi;
import io.baton.client.UpgradeView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Orders an upgrade, or looks at what it would come to. */
final class Ordering {

    private final Baton baton;
    private final OrderOptions options;

    Ordering(Baton baton, OrderOptions options) {
        this.baton = baton;
        this.options = options;
    }

    /**
     * @param path of the order, below the instance
     * @param target fields that say what to
     */
    int order(String path, Map<String, Object> target) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>(target);
        body.put("switchTime", options.switchTime());
        if (options.dryRun()) {
            body.put("dryRun", true);
        }
        Patience patience = new Patience(options.timeout());
        BatonApi api = baton.api();
        JsonNode answer = api.post("instances/" + options.id() + "/" + path, body);
        if (options.dryRun()) {
            baton.show(answer, () -> PreviewText.lines(answer));
            return answer.path("refusals").isEmpty() ? ExitCodes.DONE : ExitCodes.REFUSED;
        }
        UpgradeView upgrade = BatonApi.view(answer, UpgradeView.class);
        if (!options.waits()) {
            baton.show(
                    answer,
                    () -> List.of(upgrade.id() + " has begun: " + upgrade.from().version() + " to "
                            + upgrade.to().version() + ". Follow it with baton watch " + upgrade.id() + "."));
            return ExitCodes.DONE;
        }
        return new Watching(baton, api, patience).toTheEnd(upgrade.id(), "COMPLETED");
    }
}
