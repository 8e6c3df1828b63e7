package io.baton.upgrade.instances.infrastructure.rest;

import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.queue.application.Queue;
import io.baton.upgrade.queue.model.QueuePlace;
import io.baton.upgrade.shared.model.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Shows instances with their places in the queue. */
@ApplicationScoped
public class InstanceJsons {

    private final Queue queue;

    InstanceJsons(Queue queue) {
        this.queue = queue;
    }

    InstanceJson show(InstanceState instance) {
        return InstanceJson.of(instance, queue.place(instance.instanceId()).orElse(null));
    }

    Page<InstanceJson> show(Page<InstanceState> page) {
        Map<String, QueuePlace> places = queue.places(
                page.items().stream().map(InstanceState::instanceId).toList());
        return page.map(instance -> InstanceJson.of(instance, places.get(instance.instanceId())));
    }
}
