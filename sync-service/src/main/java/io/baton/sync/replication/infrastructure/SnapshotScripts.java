package io.baton.sync.replication.infrastructure;

import com.moilioncircle.redis.replicator.Configuration;
import com.moilioncircle.redis.replicator.event.PostRdbSyncEvent;
import io.baton.contracts.EngineNode;
import io.baton.engine.Secret;
import io.baton.engine.credential.CredentialStore;
import io.baton.sync.replication.application.ScriptSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads scripts from the snapshot that a master of up to 6.2 sends to a replica: asks for one, skips the data, keeps the
 * scripts, hangs up. While the master writes a snapshot for the new master already, it sends the same one.
 */
@ApplicationScoped
public class SnapshotScripts implements ScriptSource {
    private static final Pattern DIGEST = Pattern.compile("#[0-9a-f]+");

    private final CredentialStore credentials;
    private final int replyMillis;

    @Inject
    SnapshotScripts(CredentialStore credentials, SyncConfig config) {
        this(credentials, config.reply());
    }

    SnapshotScripts(CredentialStore credentials, Duration reply) {
        this.credentials = credentials;
        this.replyMillis = (int) reply.toMillis();
    }

    @Override
    public Reading read(EngineNode node, String credentialRef) {
        return new InBackground(
                node,
                Optional.ofNullable(credentialRef).flatMap(credentials::get).map(Secret::reveal),
                replyMillis);
    }

    private static final class InBackground implements Reading {
        private final ScriptsReplica replica;
        private volatile Outcome outcome;

        private InBackground(EngineNode node, Optional<String> password, int connectMillis) {
            Configuration configuration = Configuration.defaultSetting()
                    .setConnectionTimeout(connectMillis)
                    .setRetries(1)
                    .setUseDefaultExceptionListener(false);
            password.ifPresent(configuration::setAuthPassword);
            replica = new ScriptsReplica(node.address().host(), node.address().port(), configuration);
            replica.addEventListener((source, event) -> {
                if (event instanceof PostRdbSyncEvent) {
                    outcome = new Outcome.Read(replica.scripts());
                    close();
                }
            });
            Thread thread = new Thread(this::run, "scripts-of-" + node.nodeId());
            thread.setDaemon(true);
            thread.start();
        }

        private void run() {
            String why = "the old master ended the connection";
            try {
                replica.open();
            } catch (IOException | RuntimeException | AssertionError failed) {
                // The library reports a refused password as an error of its own, with the password's digest in it.
                why = DIGEST.matcher(String.valueOf(failed.getMessage())).replaceAll("…");
            } finally {
                close();
            }
            if (outcome == null) {
                outcome = new Outcome.Failed(why);
            }
        }

        @Override
        public Optional<Outcome> outcome() {
            return Optional.ofNullable(outcome);
        }

        @Override
        public void close() {
            replica.hangUp();
        }
    }
}
