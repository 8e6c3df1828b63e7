package io.baton.upgrade.instances.application;

import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.shared.model.Page;
import io.baton.upgrade.shared.model.Refusal;
import java.util.Optional;

/** Finds instances that users can see: submitted and not deleted. */
public interface Instances {

    Optional<InstanceState> find(String instanceId);

    /** The newest first. */
    Page<InstanceState> page(int page, int size);

    /**
     * The newest first of those that have each of the words in their id, status, name, edition, version or port.
     *
     * @param words with spaces between, in any case; empty: all instances
     */
    Page<InstanceState> search(String words, int page, int size);

    default InstanceState get(String instanceId) {
        return find(instanceId)
                .orElseThrow(() -> Refusal.unknownInstance(instanceId).asException());
    }
}
