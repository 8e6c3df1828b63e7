package io.baton.upgrade.webhook.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WebhookTest {

    private static final Instant REGISTERED = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void wantsAllWhereItNamesNothing() {
        assertThat(webhook(Set.of(), Set.of()).wants("SyncProgressed", "ins-1", REGISTERED))
                .isTrue();
    }

    @Test
    void wantsOnlyTheEventsAndInstancesThatItNames() {
        Webhook webhook = webhook(Set.of("UpgradeFailed", "UpgradeCompleted"), Set.of("ins-1"));
        assertThat(webhook.wants("UpgradeFailed", "ins-1", REGISTERED)).isTrue();
        assertThat(webhook.wants("UpgradeFailed", "ins-2", REGISTERED)).isFalse();
        assertThat(webhook.wants("UpgradeCancelled", "ins-1", REGISTERED)).isFalse();
    }

    @Test
    void wantsNothingFromWellBeforeItWasRegistered() {
        Webhook webhook = webhook(Set.of(), Set.of());
        assertThat(webhook.wants("UpgradeFailed", "ins-1", REGISTERED.minus(Webhook.CLOCKS_DIFFER)))
                .isTrue();
        assertThat(webhook.wants(
                        "UpgradeFailed",
                        "ins-1",
                        REGISTERED.minus(Webhook.CLOCKS_DIFFER).minus(Duration.ofMillis(1))))
                .isFalse();
    }

    private static Webhook webhook(Set<String> types, Set<String> instances) {
        return new Webhook("whk-1", URI.create("https://example.org"), types, instances, false, null, REGISTERED);
    }
}
