package io.baton.upgrade.webhook.application;

import io.baton.contracts.EventTypes;
import io.baton.engine.Secret;
import io.baton.upgrade.instances.application.Instances;
import io.baton.upgrade.shared.model.Ids;
import io.baton.upgrade.shared.model.Refusal;
import io.baton.upgrade.webhook.model.AllowedHosts;
import io.baton.upgrade.webhook.model.Webhook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Registers a webhook: checks where it leads and what it wants to be told of. */
@ApplicationScoped
public class RegisteringWebhook {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final Webhooks webhooks;
    private final WebhookSecrets secrets;
    private final Instances instances;
    private final AllowedHosts hosts;

    RegisteringWebhook(Webhooks webhooks, WebhookSecrets secrets, Instances instances, AllowedHosts hosts) {
        this.webhooks = webhooks;
        this.secrets = secrets;
        this.instances = instances;
        this.hosts = hosts;
    }

    /** @throws io.baton.upgrade.shared.model.RefusedException if it can't be had; nothing has changed then */
    @Transactional
    public Webhook register(String url, List<String> eventTypes, List<String> instanceIds, Secret secret) {
        Webhook webhook = new Webhook(
                Ids.webhook(),
                checkedUrl(url),
                checkedTypes(eventTypes),
                checkedInstances(instanceIds),
                false,
                null,
                Instant.now());
        secrets.keep(webhook.id(), secret);
        webhooks.add(webhook);
        return webhook;
    }

    private URI checkedUrl(String text) {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException noUrl) {
            throw refusedUrl("It is no URL.");
        }
        if (url.getScheme() == null || !SCHEMES.contains(url.getScheme().toLowerCase(java.util.Locale.ROOT))) {
            throw refusedUrl("It has to begin with http:// or https://.");
        }
        if (url.getHost() == null) {
            throw refusedUrl("It has to name a host.");
        }
        if (url.getUserInfo() != null) {
            throw refusedUrl("It may hold no user and password: the receiver knows Baton by the signature.");
        }
        if (url.getFragment() != null) {
            throw refusedUrl("It may have no part behind a #: that is never sent.");
        }
        checkedHost(url.getHost());
        return url;
    }

    private void checkedHost(String host) {
        hosts.refusalOf(host).ifPresent(why -> {
            throw notAllowed(why);
        });
        // An address needs no look-up. What a name leads to may change, and is looked up before each attempt.
        if (host.startsWith("[") || host.matches("[0-9.]+") || host.equalsIgnoreCase("localhost")) {
            try {
                hosts.refusalOf(host, List.of(InetAddress.getAllByName(host))).ifPresent(why -> {
                    throw notAllowed(why);
                });
            } catch (UnknownHostException noAddress) {
                throw refusedUrl("Its host is no address.");
            }
        }
    }

    private static Set<String> checkedTypes(List<String> wanted) {
        Set<String> unknown = new TreeSet<>(wanted);
        EventTypes.names().forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new Refusal(
                            Refusal.Kind.NOT_ALLOWED,
                            "UNKNOWN_EVENT_TYPE",
                            "There is no event named " + String.join(", ", unknown) + "; there are "
                                    + String.join(", ", EventTypes.names()) + ".")
                    .asException();
        }
        return Set.copyOf(wanted);
    }

    private Set<String> checkedInstances(List<String> wanted) {
        for (String id : wanted) {
            if (instances.find(id).isEmpty()) {
                throw new Refusal(Refusal.Kind.NOT_ALLOWED, "UNKNOWN_INSTANCE", "There is no instance " + id + ".")
                        .asException();
            }
        }
        return Set.copyOf(wanted);
    }

    private static RuntimeException refusedUrl(String why) {
        return new Refusal(Refusal.Kind.MALFORMED, "INVALID_URL", "The url can't be used. " + why).asException();
    }

    private static RuntimeException notAllowed(String why) {
        return new Refusal(Refusal.Kind.NOT_ALLOWED, "HOST_NOT_ALLOWED", why).asException();
    }
}
