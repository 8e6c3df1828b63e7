package io.baton.upgrade.webhook.infrastructure;

import io.baton.upgrade.UpgradeSettings;
import io.baton.upgrade.webhook.application.WebhookSecrets;
import io.baton.upgrade.webhook.application.WebhookSignature;
import io.baton.upgrade.webhook.model.AllowedHosts;
import io.baton.upgrade.webhook.model.Claim;
import io.baton.upgrade.webhook.model.Outcome;
import io.baton.upgrade.webhook.model.Webhook;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One attempt over HTTP. Redirects are not followed: the next address would be one that nobody has checked or registered. Of
 * an answer only the status counts, and no more than a little of its body is read.
 *
 * <p>The addresses are checked before the client looks the host up by itself; that the JVM remembers a look-up for 30
 * seconds keeps a name from leading elsewhere between the two.
 */
@ApplicationScoped
public class WebhookSender {

    private final WebhookSecrets secrets;
    private final AllowedHosts hosts;
    private final Duration timeout;
    private final HttpClient http;

    WebhookSender(WebhookSecrets secrets, AllowedHosts hosts, UpgradeSettings settings) {
        this.secrets = secrets;
        this.hosts = hosts;
        this.timeout = settings.webhooks().timeout();
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /** @throws InterruptedException if this process is stopping; nobody knows then what the receiver got */
    Outcome send(Webhook webhook, Claim claim) throws InterruptedException {
        String host = webhook.url().getHost();
        try {
            Optional<String> refusal = hosts.refusalOf(host, List.of(InetAddress.getAllByName(host)));
            return refusal.isPresent() ? Outcome.failed(refusal.get()) : post(request(webhook, claim));
        } catch (UnknownHostException unknown) {
            return Outcome.failed("The host " + host + " is unknown.");
        } catch (IllegalStateException noSecret) {
            return Outcome.failed(noSecret.getMessage());
        }
    }

    private HttpRequest request(Webhook webhook, Claim claim) {
        // The machine's own clock, as receivers compare it with theirs: not one that a rehearsal has put forward.
        Instant now = Instant.now();
        return HttpRequest.newBuilder(webhook.url())
                .timeout(timeout)
                .header("Content-Type", "application/cloudevents+json; charset=utf-8")
                .header("User-Agent", "Baton")
                .header("webhook-id", claim.eventId())
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header(
                        "webhook-signature",
                        WebhookSignature.of(claim.eventId(), now, claim.body(), secrets.signing(webhook, now)))
                .POST(HttpRequest.BodyPublishers.ofString(claim.body()))
                .build();
    }

    private Outcome post(HttpRequest request) throws InterruptedException {
        CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(request, head -> new LittleOfIt());
        try {
            return Outcome.answered(
                    answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode());
        } catch (TimeoutException slow) {
            return noAnswerInTime();
        } catch (ExecutionException failed) {
            return failed.getCause() instanceof java.net.http.HttpTimeoutException
                    ? noAnswerInTime()
                    : Outcome.failed("The connection failed: "
                            + failed.getCause().getClass().getSimpleName() + ".");
        } finally {
            answer.cancel(true);
        }
    }

    private Outcome noAnswerInTime() {
        return Outcome.failed("No whole answer within " + timeout.toMillis() + " ms.");
    }
}
