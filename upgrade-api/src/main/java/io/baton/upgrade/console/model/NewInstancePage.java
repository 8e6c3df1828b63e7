package io.baton.upgrade.console.model;

import java.util.List;

/**
 * The form of a new instance.
 *
 * @param engines the builds that are at hand
 * @param missing the lines that are offered and have no build here
 * @param window the maintenance window that it begins with
 */
public record NewInstancePage(List<EngineChoice> engines, String missing, String window, FormState form) {

    /** In the order of the page. */
    public static final List<String> FIELDS =
            List.of("name", "engine", "memoryMb", "replicas", "proxies", "architecture", "password");

    /** @param value what the form sends: edition, colon, version */
    public record EngineChoice(String value, String label) {}

    /** The fields that are wrong. */
    public List<String> wrong() {
        return form.wrong(FIELDS);
    }
}
