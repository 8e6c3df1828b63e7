package io.baton.upgrade.instances.infrastructure.rest;

import io.baton.upgrade.shared.model.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of instances in JSON. */
@Schema(name = "InstancePage")
public record InstancePageJson(List<InstanceJson> items, int page, int size, long total) {

    static InstancePageJson of(Page<InstanceJson> page) {
        return new InstancePageJson(page.items(), page.page(), page.size(), page.total());
    }
}
