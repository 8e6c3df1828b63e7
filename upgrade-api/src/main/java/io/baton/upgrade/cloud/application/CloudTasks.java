package io.baton.upgrade.cloud.application;

import io.baton.upgrade.cloud.model.Task;
import io.baton.upgrade.cloud.model.TaskQuery;
import java.util.List;
import java.util.Optional;

/** Upgrades by number. Each has had one since it was requested, by whatever way; it never changes. */
public interface CloudTasks {

    /** The number of an upgrade that was requested in this transaction or before. */
    long number(String upgradeId);

    Optional<Task> find(long number);

    /** The newest first. */
    List<Task> list(TaskQuery query);

    /** How many there are in all, on whatever page. */
    long count(TaskQuery query);
}
