package io.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.baton.client.BatonApi;
import java.util.regex.Pattern;

/** The ids that users name. An instance's stands for the upgrade that it is in. */
final class Ids {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");
    private static final String INSTANCE = "ins-";

    private Ids() {}

    /** An id can be a part of a path. */
    static String checked(String id) {
        if (!ID.matcher(id).matches()) {
            throw CliException.usage("'" + id + "' is no id, such as ins-4k8zq0w3rt or upg-4k8zq0w3rt.");
        }
        return id;
    }

    /** The upgrade that is meant: itself, or the one that the instance is in. */
    static String openUpgrade(BatonApi api, String id) {
        if (!checked(id).startsWith(INSTANCE)) {
            return id;
        }
        String open = api.instance(id).openUpgradeId();
        if (open == null) {
            throw CliException.refused("The instance " + id + " is in no upgrade.");
        }
        return open;
    }

    /** The upgrade that is meant: itself, or the one that the instance is in or was in last. */
    static String lastUpgrade(BatonApi api, String id) {
        if (!checked(id).startsWith(INSTANCE)) {
            return id;
        }
        api.instance(id);
        JsonNode last =
                api.get("upgrades?size=1&instanceId=" + id).path("items").path(0);
        if (last.isMissingNode()) {
            throw CliException.refused("The instance " + id + " was never upgraded.");
        }
        return last.path("id").asText();
    }
}
