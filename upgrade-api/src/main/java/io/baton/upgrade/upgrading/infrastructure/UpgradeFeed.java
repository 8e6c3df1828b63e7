package io.baton.upgrade.upgrading.infrastructure;

import io.baton.saga.infrastructure.SagaChanged;
import io.baton.upgrade.UpgradeSettings;
import io.baton.upgrade.queue.application.Queue;
import io.baton.upgrade.queue.model.QueuePlace;
import io.baton.upgrade.upgrading.application.UpgradeNews;
import io.baton.upgrade.upgrading.application.UpgradeWatch;
import io.baton.upgrade.upgrading.model.UpgradeState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Watches the upgrades that somebody subscribed to: woken by each commit of this replica, and twice a second for the
 * commits of others. One thread reads and tells, so that no listener ever sees an older state after a newer one.
 */
@ApplicationScoped
public class UpgradeFeed implements UpgradeWatch {

    private static final Logger LOG = Logger.getLogger(UpgradeFeed.class);

    private final UpgradeRows upgrades;
    private final Queue queue;
    private final long everyMillis;
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread feed = new Thread(task, "upgrade-feed");
        feed.setDaemon(true);
        return feed;
    });

    UpgradeFeed(UpgradeRows upgrades, Queue queue, UpgradeSettings settings, MeterRegistry metrics) {
        this.upgrades = upgrades;
        this.queue = queue;
        this.everyMillis = settings.api().watchEvery().toMillis();
        Gauge.builder("baton.upgrade.subscribers", subscribers, List::size)
                .description("Who is told of changes of upgrades: streams of events and waiting cancels")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        thread.scheduleWithFixedDelay(this::look, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) SagaChanged change) {
        if (change.after() instanceof UpgradeState && !subscribers.isEmpty() && !thread.isShutdown()) {
            thread.execute(this::look);
        }
    }

    @Override
    public Subscription subscribe(String upgradeId, Consumer<UpgradeNews> listener) {
        Subscriber subscriber = new Subscriber(upgradeId, listener);
        subscribers.add(subscriber);
        thread.execute(this::look);
        return () -> subscribers.remove(subscriber);
    }

    private void look() {
        try {
            Set<String> wanted = subscribers.stream().map(one -> one.upgradeId).collect(Collectors.toSet());
            if (wanted.isEmpty()) {
                return;
            }
            Map<String, Long> versions = upgrades.versions(wanted);
            Map<String, QueuePlace> places = queue.places(wanted);
            for (String upgradeId : wanted) {
                if (versions.containsKey(upgradeId)) {
                    tell(upgradeId, new Version(versions.get(upgradeId), places.get(upgradeId)));
                }
            }
        } catch (RuntimeException away) {
            LOG.warnf("subscribers wait reason=\"%s\"", away.getMessage());
        }
    }

    private void tell(String upgradeId, Version version) {
        List<Subscriber> behind = subscribers.stream()
                .filter(one -> one.upgradeId.equals(upgradeId) && !Objects.equals(one.told, version))
                .toList();
        if (!behind.isEmpty()) {
            UpgradeNews news = new UpgradeNews(upgrades.get(upgradeId), version.place());
            behind.forEach(one -> one.tell(version, news));
        }
    }

    /** Differs where there may be something to tell. */
    private record Version(long state, QueuePlace place) {}

    /** Only the feed's thread touches it. */
    private static final class Subscriber {
        private final String upgradeId;
        private final Consumer<UpgradeNews> listener;
        private Version told;
        private UpgradeNews last;

        Subscriber(String upgradeId, Consumer<UpgradeNews> listener) {
            this.upgradeId = upgradeId;
            this.listener = listener;
        }

        void tell(Version version, UpgradeNews news) {
            told = version;
            if (!news.equals(last)) {
                last = news;
                listener.accept(news);
            }
        }
    }
}
