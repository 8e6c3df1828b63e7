package io.baton.sync.replication.infrastructure;

import io.baton.contracts.EngineNode;
import io.baton.engine.Secret;
import io.baton.engine.client.EngineAddress;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineClients;
import io.baton.engine.client.EngineException;
import io.baton.engine.credential.CredentialStore;
import io.baton.sync.replication.application.Nodes;
import io.baton.sync.replication.model.NodeSight;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Real engines, each over one connection of the Vert.x Redis client. */
final class EngineNodes implements Nodes {
    private static final Logger LOG = Logger.getLogger(EngineNodes.class);

    /** Opens them with the password that the credential store has. */
    @ApplicationScoped
    static class EngineAccess implements Access {
        private final EngineClients clients;
        private final CredentialStore credentials;
        private final Duration reply;

        EngineAccess(EngineClients clients, CredentialStore credentials, SyncConfig config) {
            this.clients = clients;
            this.credentials = credentials;
            this.reply = config.reply();
        }

        @Override
        public Nodes open(String credentialRef) {
            return new EngineNodes(clients, credentials, credentialRef, reply);
        }
    }

    private final EngineClients clients;
    private final CredentialStore credentials;
    private final String credentialRef;
    private final Duration reply;
    private final Map<String, EngineClient> open = new HashMap<>();

    private EngineNodes(EngineClients clients, CredentialStore credentials, String credentialRef, Duration reply) {
        this.clients = clients;
        this.credentials = credentials;
        this.credentialRef = credentialRef;
        this.reply = reply;
    }

    @Override
    public EngineClient engine(EngineNode node) {
        return client(node);
    }

    @Override
    public Optional<Secret> password() {
        return Optional.ofNullable(credentialRef).flatMap(credentials::get);
    }

    @Override
    public NodeSight look(EngineNode node) {
        try {
            return NodeSight.of(client(node).info("default"));
        } catch (EngineException unseen) {
            return new NodeSight.Unseen(unseen.getMessage());
        }
    }

    @Override
    public Map<String, String> settings(EngineNode node, Collection<String> patterns) {
        EngineClient client = client(node);
        Map<String, String> settings = new LinkedHashMap<>();
        patterns.forEach(pattern -> settings.putAll(client.configGet(pattern)));
        return settings;
    }

    @Override
    public void set(EngineNode node, Map<String, String> settings) {
        client(node).configSet(settings);
    }

    @Override
    public void writeDown(EngineNode node) {
        try {
            client(node).persistConfiguration();
        } catch (EngineException.Refused refused) {
            LOG.warnf("settings not written down node=%s reason=\"%s\"", node.nodeId(), refused.getMessage());
        }
    }

    @Override
    public void replicate(EngineNode replica, EngineNode master, Runnable lastCheck) {
        EngineClient client = client(replica);
        lastCheck.run();
        client.replicaOf(EngineAddress.of(master.address()));
    }

    @Override
    public void disconnectOthers(EngineNode node) {
        client(node).raw("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    }

    @Override
    public void detach(EngineNode node) {
        client(node).promote();
    }

    /** The password is read anew for each connection: it may have been changed since the last one. */
    private EngineClient client(EngineNode node) {
        EngineClient known = open.get(node.nodeId());
        if (known != null && known.isOpen()) {
            return known;
        }
        if (known != null) {
            known.close();
        }
        EngineClient made = clients.connect(EngineAddress.of(node.address()), password(), reply);
        open.put(node.nodeId(), made);
        return made;
    }

    @Override
    public void close() {
        open.values().forEach(EngineClient::close);
        open.clear();
    }
}
