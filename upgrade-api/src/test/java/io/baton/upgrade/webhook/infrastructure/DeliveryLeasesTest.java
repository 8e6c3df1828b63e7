package io.baton.upgrade.webhook.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.upgrade.ServiceTest;
import io.baton.upgrade.webhook.application.Deliveries;
import io.baton.upgrade.webhook.application.Webhooks;
import io.baton.upgrade.webhook.model.Claim;
import io.baton.upgrade.webhook.model.Message;
import io.baton.upgrade.webhook.model.Outcome;
import io.baton.upgrade.webhook.model.Webhook;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several processes that share the table: the webhooks here are paused, so that this process's own dispatcher stays out. */
@ServiceTest
class DeliveryLeasesTest {

    private static final Duration LEASE = Duration.ofMinutes(1);

    @Inject
    DeliveryLeases leases;

    @Inject
    Deliveries deliveries;

    @Inject
    Webhooks webhooks;

    @Test
    void twoProcessesNeverTakeTheSame() {
        String webhook = webhook();
        IntStream.range(0, 40).forEach(i -> append(webhook, "ins-" + i, Instant.now()));
        List<CompletableFuture<List<Claim>>> processes = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> leases.claim(webhook, 10, LEASE)))
                .toList();

        List<Long> claimed = processes.stream()
                .flatMap(process -> process.join().stream())
                .map(Claim::deliveryId)
                .toList();

        List<Long> rest =
                leases.claim(webhook, 40, LEASE).stream().map(Claim::deliveryId).toList();
        assertThat(Stream.concat(claimed.stream(), rest.stream()).toList())
                .doesNotHaveDuplicates()
                .hasSize(40);
        assertThat(leases.claim(webhook, 40, LEASE)).isEmpty();
    }

    @Test
    void aLeaseThatRanOutIsTakenByTheNextAndTheFormerHolderIsNotHeardAnyMore() {
        String webhook = webhook();
        append(webhook, "ins-1", Instant.now());
        Claim former = leases.claim(webhook, 1, Duration.ZERO).get(0);
        Claim next = leases.claim(webhook, 1, LEASE).get(0);

        assertThat(next.eventId()).isEqualTo(former.eventId());
        assertThat(next.attempts()).isEqualTo(2);
        assertThat(leases.failed(former, Outcome.answered(500), Duration.ZERO)).isEmpty();
        assertThat(leases.delivered(former, Outcome.answered(200))).isFalse();
        assertThat(leases.delivered(next, Outcome.answered(200))).isTrue();
    }

    @Test
    void ofAnInstanceTheEarliestEventIsFirstInWhateverOrderTheyCame() {
        String webhook = webhook();
        Instant now = Instant.now();
        String later = append(webhook, "ins-1", now);
        String earlier = append(webhook, "ins-1", now.minusSeconds(1));

        List<Claim> first = leases.claim(webhook, 10, LEASE);
        assertThat(first).extracting(Claim::eventId).containsExactly(earlier);
        assertThat(leases.claim(webhook, 10, LEASE)).isEmpty();
        leases.delivered(first.get(0), Outcome.answered(200));
        assertThat(leases.claim(webhook, 10, LEASE)).extracting(Claim::eventId).containsExactly(later);
    }

    /** As after a crash between writing it down and telling Kafka that it is consumed. */
    @Test
    void anEventThatIsConsumedTwiceIsKeptOnce() {
        String webhook = webhook();
        Message message = new Message(UUID.randomUUID().toString(), "UpgradeFailed", "ins-1", Instant.now(), "{}");
        assertThat(QuarkusTransaction.requiringNew().call(() -> deliveries.append(webhook, message)))
                .isPresent();
        assertThat(QuarkusTransaction.requiringNew().call(() -> deliveries.append(webhook, message)))
                .isEmpty();
        assertThat(deliveries.page(webhook, null, 0, 10).total()).isEqualTo(1);
    }

    private String webhook() {
        String id = "whk-" + UUID.randomUUID();
        QuarkusTransaction.requiringNew()
                .run(() -> webhooks.add(new Webhook(
                        id, URI.create("http://127.0.0.1:1/"), Set.of(), Set.of("none"), true, null, Instant.now())));
        return id;
    }

    private String append(String webhook, String instance, Instant time) {
        String event = UUID.randomUUID().toString();
        QuarkusTransaction.requiringNew()
                .run(() -> deliveries.append(webhook, new Message(event, "UpgradeFailed", instance, time, "{}")));
        return event;
    }
}
