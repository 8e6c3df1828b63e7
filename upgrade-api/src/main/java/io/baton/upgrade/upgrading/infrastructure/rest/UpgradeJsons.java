package io.baton.upgrade.upgrading.infrastructure.rest;

import io.baton.saga.infrastructure.BatonClock;
import io.baton.upgrade.queue.application.Queue;
import io.baton.upgrade.queue.model.QueuePlace;
import io.baton.upgrade.shared.model.Page;
import io.baton.upgrade.upgrading.application.UpgradeNews;
import io.baton.upgrade.upgrading.model.UpgradeState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Shows upgrades as they are now, with their places in the queue. */
@ApplicationScoped
public class UpgradeJsons {

    private final Queue queue;
    private final BatonClock clock;

    UpgradeJsons(Queue queue, BatonClock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    UpgradeJson show(UpgradeState upgrade) {
        return show(new UpgradeNews(upgrade, queue.place(upgrade.upgradeId()).orElse(null)));
    }

    UpgradeJson show(UpgradeNews news) {
        return UpgradeJson.of(news.upgrade(), news.place(), clock.now());
    }

    Page<UpgradeJson> show(Page<UpgradeState> page) {
        Map<String, QueuePlace> places =
                queue.places(page.items().stream().map(UpgradeState::upgradeId).toList());
        return page.map(upgrade -> show(new UpgradeNews(upgrade, places.get(upgrade.upgradeId()))));
    }
}
