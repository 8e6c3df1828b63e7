package io.baton.upgrade.upgrading.application;

import io.baton.upgrade.queue.model.QueuePlace;
import io.baton.upgrade.upgrading.model.UpgradeState;

/**
 * An upgrade as it is now.
 *
 * @param place where it waits for its turn; null unless it does
 */
public record UpgradeNews(UpgradeState upgrade, QueuePlace place) {}
