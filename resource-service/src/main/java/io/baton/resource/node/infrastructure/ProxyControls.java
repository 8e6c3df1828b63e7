package io.baton.resource.node.infrastructure;

import io.baton.engine.Secret;
import io.baton.engine.credential.CredentialStore;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.proxy.control.ProxyControlException;
import io.baton.resource.node.model.Credentials;
import io.baton.resource.node.model.Node;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The control ports of the proxies. */
@ApplicationScoped
public class ProxyControls {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(1);

    private final CredentialStore credentials;

    ProxyControls(CredentialStore credentials) {
        this.credentials = credentials;
    }

    /**
     * Connects with the token of the proxy's instance.
     *
     * @throws ProxyControlException if it does not answer
     */
    public ProxyControlClient connect(Node proxy) {
        String token = credentials
                .get(Credentials.proxyToken(proxy.instanceId()))
                .map(Secret::reveal)
                .orElse("");
        return ProxyControlClient.connect(
                proxy.control().host(), proxy.control().port(), token, ANSWER_LIMIT);
    }
}
