package io.baton.upgrade.webhook.infrastructure;

import io.baton.upgrade.UpgradeSettings;
import io.baton.upgrade.webhook.model.AllowedHosts;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** The rules of this installation. */
final class WebhookParts {

    @Produces
    @Singleton
    AllowedHosts allowedHosts(UpgradeSettings settings) {
        return new AllowedHosts(settings.webhooks().hosts().orElse(List.of()));
    }
}
