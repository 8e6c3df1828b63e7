package io.baton.upgrade.webhook.infrastructure;

import io.baton.upgrade.UpgradeSettings;
import io.baton.upgrade.webhook.model.Backoff;
import io.baton.upgrade.webhook.model.Claim;
import io.baton.upgrade.webhook.model.Outcome;
import io.baton.upgrade.webhook.model.Webhook;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sends what is due: woken by each commit and each answer, and twice a second for retries and for what another replica left.
 * Each webhook has a few deliveries under way at most, so that one that is slow holds up no other.
 */
@ApplicationScoped
public class WebhookDispatcher {

    private static final Logger LOG = Logger.getLogger(WebhookDispatcher.class);
    private static final int MOST_AT_ONCE = 200;
    private static final long LOOK_AGAIN_MS = 500;

    /** What an attempt may take beyond its timeout before another process may take it for dead. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final WebhookTable webhooks;
    private final DeliveryLeases leases;
    private final WebhookSender sender;
    private final WebhookMetrics metrics;
    private final Backoff backoff;
    private final Duration lease;
    private final int atOnce;
    private final Semaphore wake = new Semaphore(0);
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> daemon(task, "webhook-sender"));
    private final Thread dispatcher = daemon(this::run, "webhook-dispatcher");
    private volatile boolean running = true;

    WebhookDispatcher(
            WebhookTable webhooks,
            DeliveryLeases leases,
            WebhookSender sender,
            WebhookMetrics metrics,
            UpgradeSettings settings) {
        this.webhooks = webhooks;
        this.leases = leases;
        this.sender = sender;
        this.metrics = metrics;
        this.backoff = new Backoff(
                settings.webhooks().firstPause(), settings.webhooks().longestPause());
        this.lease = settings.webhooks().timeout().plus(MARGIN);
        this.atOnce = settings.webhooks().atOnce();
    }

    void start(@Observes StartupEvent event) {
        dispatcher.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        dispatcher.interrupt();
        threads.shutdownNow();
        if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
            LOG.warnf("webhooks still busy deliveries=%d", MOST_AT_ONCE - free.availablePermits());
        }
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) DeliveryTable.Due due) {
        wake.release();
    }

    private void run() {
        while (running) {
            try {
                wake.tryAcquire(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
                wake.drainPermits();
                for (String webhookId : leases.due()) {
                    dispatch(webhookId);
                }
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException away) {
                LOG.warnf("webhooks wait reason=\"%s\"", away.getMessage());
            }
        }
    }

    private void dispatch(String webhookId) {
        int room = Math.min(atOnce - underWay.getOrDefault(webhookId, 0), free.availablePermits());
        Webhook webhook = room > 0 ? webhooks.find(webhookId).orElse(null) : null;
        if (webhook == null) {
            return;
        }
        for (Claim claim : leases.claim(webhookId, room, lease)) {
            free.acquireUninterruptibly();
            underWay.merge(webhookId, 1, Integer::sum);
            threads.execute(() -> attempt(webhook, claim));
        }
    }

    private void attempt(Webhook webhook, Claim claim) {
        try {
            keep(webhook, claim, sender.send(webhook, claim));
        } catch (InterruptedException stopping) {
            LOG.infof("delivery left to its lease webhook=%s event=%s", webhook.id(), claim.eventId());
        } catch (RuntimeException away) {
            // It is sent again, under the same id, once the lease has run out.
            LOG.warnf(
                    "delivery not kept webhook=%s event=%s reason=\"%s\"",
                    webhook.id(), claim.eventId(), away.getMessage());
        } finally {
            underWay.computeIfPresent(webhook.id(), (id, count) -> count == 1 ? null : count - 1);
            free.release();
            wake.release();
        }
    }

    private void keep(Webhook webhook, Claim claim, Outcome outcome) {
        if (outcome.delivered()) {
            if (leases.delivered(claim, outcome)) {
                metrics.delivered();
            }
            return;
        }
        Duration pause =
                backoff.after(claim.attempts(), ThreadLocalRandom.current().nextDouble());
        leases.failed(claim, outcome, pause).ifPresent(status -> {
            metrics.failed(status);
            LOG.infof(
                    "delivery failed webhook=%s event=%s attempts=%d status=%s reason=\"%s\"",
                    webhook.id(), claim.eventId(), claim.attempts(), status, outcome.error());
        });
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
