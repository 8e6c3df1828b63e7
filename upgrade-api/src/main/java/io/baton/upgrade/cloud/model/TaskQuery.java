package io.baton.upgrade.cloud.model;

import io.baton.upgrade.upgrading.model.UpgradeKind;
import io.baton.upgrade.upgrading.model.UpgradePhase;
import java.time.Instant;
import java.util.List;

/**
 * Which tasks are wanted.
 *
 * @param instanceId empty: of any instance
 * @param instanceName empty: of any name
 * @param kinds of one of these
 * @param phases in one of these
 * @param from tasks that were begun then or later; null: at any time
 * @param until tasks that were begun then or earlier; null: at any time
 */
public record TaskQuery(
        String instanceId,
        String instanceName,
        List<UpgradeKind> kinds,
        List<UpgradePhase> phases,
        Instant from,
        Instant until,
        int limit,
        int offset) {

    public TaskQuery {
        kinds = List.copyOf(kinds);
        phases = List.copyOf(phases);
    }
}
