package io.baton.saga.infrastructure;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/**
 * Carries the outbox to Kafka: woken by each commit, and every second for what a crashed replica left behind.
 *
 * <p>One relay at a time for a schema, held by an advisory lock, sends row after row and waits for each
 * acknowledgement: so the order of a key survives several replicas and a broker that is away. One that the broker will never
 * take stops none of the others ({@link RefusedEvents}). A crash between Kafka's
 * acknowledgement and the delete sends an event again under the same id, which the inboxes know.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 64;
    private static final long IDLE_MS = 1_000;

    private final Outbox outbox;
    private final Emitter<String> emitter;
    private final String source;
    private final RefusedEvents refused;
    private final SagaMetrics metrics;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "outbox-relay");
    private volatile boolean running = true;

    OutboxRelay(
            Outbox outbox,
            @Channel("outbox") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 1024)
                    Emitter<String> emitter,
            @ConfigProperty(name = "quarkus.application.name") String service,
            RefusedEvents refused,
            SagaMetrics metrics) {
        this.refused = refused;
        this.outbox = outbox;
        this.emitter = emitter;
        this.source = "/baton/" + service;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        wake.release();
        thread.join(TimeUnit.SECONDS.toMillis(5));
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) Outbox.Appended appended) {
        wake.release();
    }

    private void run() {
        while (running) {
            try {
                wake.tryAcquire(IDLE_MS, TimeUnit.MILLISECONDS);
                wake.drainPermits();
                while (running && relayBatch() == BATCH) {
                    LOG.debugf("outbox relayed rows=%d more=true", BATCH);
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (Exception away) {
                LOG.warnf("outbox waits reason=\"%s\"", away.getMessage());
            }
        }
    }

    private int relayBatch() {
        return QuarkusTransaction.requiringNew().timeout(120).call(() -> {
            // Blocks while another replica relays: what it read before this commit does not hold this row.
            outbox.getEntityManager()
                    .createNativeQuery(
                            "select cast(pg_advisory_xact_lock(hashtext(current_schema() || '.outbox')) as text)")
                    .getSingleResult();
            List<OutboxRow> rows = outbox.oldest(BATCH);
            for (OutboxRow row : rows) {
                sendOrSettle(row);
                outbox.delete(row);
            }
            return rows.size();
        });
    }

    /** Fails if Kafka is what is in the way: then the event waits, and all behind it. */
    private void sendOrSettle(OutboxRow row) throws InterruptedException, ExecutionException {
        Optional<String> payload = Optional.of(row.payload);
        while (payload.isPresent()) {
            row.payload = payload.get();
            try {
                send(row).get();
                metrics.sent(row.topic);
                return;
            } catch (ExecutionException failed) {
                if (!FinalRefusal.is(failed)) {
                    throw failed;
                }
                payload = refused.settle(row, failed.getCause());
            }
        }
    }

    private CompletableFuture<Void> send(OutboxRow row) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        RecordHeaders headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", row.eventId.toString());
        add(headers, "ce_type", row.topic);
        add(headers, "ce_source", source);
        add(headers, "ce_subject", row.subject);
        add(headers, "ce_time", Instant.now().toString());
        add(headers, "content-type", "application/json");
        var record = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(row.topic)
                .withKey(row.key)
                .withHeaders(headers)
                .build();
        emitter.send(Message.of(
                row.payload,
                Metadata.of(record, TracingMetadata.withCurrent(TraceContext.of(row.traceparent))),
                () -> {
                    sent.complete(null);
                    return CompletableFuture.completedFuture(null);
                },
                failure -> {
                    sent.completeExceptionally(failure);
                    return CompletableFuture.completedFuture(null);
                }));
        return sent;
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
