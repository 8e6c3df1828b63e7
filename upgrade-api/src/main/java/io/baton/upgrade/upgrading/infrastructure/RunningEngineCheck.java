package io.baton.upgrade.upgrading.infrastructure;

import io.baton.contracts.Finding;
import io.baton.contracts.Finding.Severity;
import io.baton.engine.EngineId;
import io.baton.engine.client.EngineAddress;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineClients;
import io.baton.engine.client.EngineException;
import io.baton.engine.credential.CredentialStore;
import io.baton.engine.precheck.GatheringFacts;
import io.baton.engine.precheck.Precheck;
import io.baton.upgrade.UpgradeSettings;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.upgrading.application.EngineCheck;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Asks the master itself, beside its proxies, as sync-service will. */
@ApplicationScoped
public class RunningEngineCheck implements EngineCheck {
    private static final Logger LOG = Logger.getLogger(RunningEngineCheck.class);
    /** Baton starts the new nodes without modules. */
    private static final Set<String> MODULES_OF_NEW_NODES = Set.of();

    private final EngineClients engines;
    private final CredentialStore credentials;
    private final Duration reply;

    RunningEngineCheck(Vertx vertx, CredentialStore credentials, UpgradeSettings settings) {
        this.engines = new EngineClients(vertx);
        this.credentials = credentials;
        this.reply = settings.api().engineReply();
    }

    @Override
    public List<Finding> findings(InstanceState instance, EngineId target) {
        try (EngineClient engine = engines.connect(
                EngineAddress.of(instance.topology().master().address()),
                Optional.ofNullable(instance.spec().credentialRef()).flatMap(credentials::get),
                reply)) {
            return Precheck.judge(GatheringFacts.of(engine), target, MODULES_OF_NEW_NODES, replicas(instance));
        } catch (EngineException failed) {
            LOG.warnf("engine not checked instance=%s reason=\"%s\"", instance.instanceId(), failed.getMessage());
            return List.of(failed instanceof EngineException.AuthenticationFailed ? lockedOut() : notAsked(failed));
        }
    }

    /** New nodes and proxies would not be let in either. */
    private static Finding lockedOut() {
        return new Finding(
                "PASSWORD_REFUSED",
                Severity.BLOCK,
                "The engine does not admit the instance's password: the user default is off, or the password was changed.",
                "Set it again (ACL SETUSER default on, or CONFIG SET requirepass).");
    }

    private static Set<String> replicas(InstanceState instance) {
        return instance.topology().replicas().stream()
                .map(replica -> EngineAddress.of(replica.address()).toString())
                .collect(Collectors.toSet());
    }

    private static Finding notAsked(EngineException failed) {
        return new Finding(
                failed instanceof EngineException.Refused ? "ENGINE_REFUSES_CHECK" : "ENGINE_UNREACHABLE",
                Severity.WARN,
                "The engine could not be checked: " + failed.getMessage(),
                "See that it runs and answers. It is checked again before the switch, which then may be refused.");
    }
}
