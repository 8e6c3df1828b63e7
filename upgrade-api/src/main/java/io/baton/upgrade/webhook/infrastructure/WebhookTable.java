package io.baton.upgrade.webhook.infrastructure;

import io.baton.upgrade.shared.model.Page;
import io.baton.upgrade.webhook.application.Webhooks;
import io.baton.upgrade.webhook.model.Webhook;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The registered webhooks. */
@ApplicationScoped
public class WebhookTable implements Webhooks, PanacheRepositoryBase<WebhookRow, String> {

    @Override
    public Optional<Webhook> find(String id) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> findByIdOptional(id).map(WebhookRow::webhook));
    }

    @Override
    public Page<Webhook> page(int page, int size) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            List<Webhook> items = findAll(Sort.by("createdAt").descending().and("id")).page(page, size).stream()
                    .map(WebhookRow::webhook)
                    .toList();
            return new Page<>(items, page, size, count());
        });
    }

    /** Every one; the current transaction has to be one. */
    List<Webhook> everyOne() {
        return listAll().stream().map(WebhookRow::webhook).toList();
    }

    @Override
    public void add(Webhook webhook) {
        persistAndFlush(WebhookRow.of(webhook));
    }

    @Override
    public void change(Webhook webhook) {
        WebhookRow row = findById(webhook.id());
        row.paused = webhook.paused();
        row.formerSecretUntil = webhook.formerSecretUntil();
        flush();
    }

    @Override
    public void remove(String id) {
        deleteById(id);
    }
}
