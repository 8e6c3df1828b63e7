package io.baton.upgrade.upgrading.infrastructure.rest;

import io.baton.upgrade.shared.model.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of upgrades in JSON. */
@Schema(name = "UpgradePage")
public record UpgradePageJson(List<UpgradeJson> items, int page, int size, long total) {

    static UpgradePageJson of(Page<UpgradeJson> page) {
        return new UpgradePageJson(page.items(), page.page(), page.size(), page.total());
    }
}
