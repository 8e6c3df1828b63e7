package io.baton.upgrade.upgrading.infrastructure;

import io.baton.saga.infrastructure.SagaChanged;
import io.baton.upgrade.UpgradeSettings;
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
    private final long everyMillis;
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread feed = new Thread(task, "upgrade-feed");
        feed.setDaemon(true);
        return feed;
    });

    UpgradeFeed(UpgradeRows upgrades, UpgradeSettings settings, MeterRegistry metrics) {
        this.upgrades = upgrades;
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
    public Subscription subscribe(String upgradeId, Consumer<UpgradeState> listener) {
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
            for (String upgradeId : wanted) {
                tell(upgradeId, versions.get(upgradeId));
            }
        } catch (RuntimeException away) {
            LOG.warnf("subscribers wait reason=\"%s\"", away.getMessage());
        }
    }

    private void tell(String upgradeId, Long version) {
        List<Subscriber> behind = subscribers.stream()
                .filter(one -> one.upgradeId.equals(upgradeId) && !Objects.equals(one.told, version))
                .toList();
        if (version != null && !behind.isEmpty()) {
            UpgradeState state = upgrades.get(upgradeId);
            behind.forEach(one -> one.tell(version, state));
        }
    }

    /** Only the feed's thread touches it. */
    private static final class Subscriber {
        private final String upgradeId;
        private final Consumer<UpgradeState> listener;
        private Long told;
        private UpgradeState last;

        Subscriber(String upgradeId, Consumer<UpgradeState> listener) {
            this.upgradeId = upgradeId;
            this.listener = listener;
        }

        void tell(Long version, UpgradeState state) {
            told = version;
            if (!state.equals(last)) {
                last = state;
                listener.accept(state);
            }
        }
    }
}
