package io.baton.upgrade.webhook.application;

import io.baton.upgrade.shared.model.Page;
import io.baton.upgrade.shared.model.Refusal;
import io.baton.upgrade.webhook.model.Webhook;
import java.util.Optional;

/** Finds and keeps webhooks; changes belong to the current transaction. */
public interface Webhooks {

    Optional<Webhook> find(String id);

    /** The newest first. */
    Page<Webhook> page(int page, int size);

    void add(Webhook webhook);

    /** Changes what can change of it: whether it is paused, and until when its former secret signs too. */
    void change(Webhook webhook);

    /** Removes it with all its deliveries. */
    void remove(String id);

    default Webhook get(String id) {
        return find(id).orElseThrow(() ->
                new Refusal(Refusal.Kind.UNKNOWN, "UNKNOWN_WEBHOOK", "There is no webhook " + id + ".").asException());
    }
}
