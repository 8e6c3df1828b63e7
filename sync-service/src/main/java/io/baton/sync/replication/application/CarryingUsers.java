package io.baton.sync.replication.application;

import io.baton.contracts.EngineNode;
import io.baton.contracts.Finding;
import io.baton.contracts.Finding.Severity;
import io.baton.engine.Secret;
import io.baton.engine.acl.AclUser;
import io.baton.engine.acl.UsersCarryOver;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineException;
import io.baton.saga.infrastructure.Lease;
import io.baton.sync.replication.model.CarriedOver.Users;
import io.baton.sync.replication.model.NodeSight.Seen;
import io.baton.sync.replication.model.SyncNodes;
import io.baton.sync.replication.model.SyncObservation;
import io.baton.sync.replication.model.SyncState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps the users of the new nodes equal to those of the old master, which replication does not: at the start, and whenever
 * they differ, because somebody changed them or a node was restarted. A node that has them writes them down, so that they
 * outlive its next start.
 */
@ApplicationScoped
public class CarryingUsers {
    private static final Logger LOG = Logger.getLogger(CarryingUsers.class);

    private final SyncSettings settings;

    CarryingUsers(SyncSettings settings) {
        this.settings = settings;
    }

    /** What one holder of the lease has seen to be equal, by node. */
    static final class Known {
        private final WatchedUsers ofSource = new WatchedUsers();
        private Optional<String> demanded = Optional.empty();
        private final Map<String, Equal> nodes = new HashMap<>();
        private final Map<String, List<Finding>> findings = new LinkedHashMap<>();
    }

    /** This process of a node has got these users of the old master; nobody else changes any there. */
    private record Equal(String runId, List<AclUser> ofSource) {}

    Users carry(Lease<SyncState> lease, Nodes nodes, SyncObservation seen, Known known) {
        SyncNodes of = lease.state().nodes();
        EngineClient source = nodes.engine(of.oldMaster());
        Optional<String> demanded = demandedPassword(nodes, of.oldMaster());
        if (!source.dialect().hasUsers()) {
            return new Users(List.of(), null, lockedOut(admits(nodes, demanded)), List.of());
        }
        if (!demanded.equals(known.demanded)) {
            // CONFIG SET requirepass changes the user default, and no count of ACL commands tells.
            known.demanded = demanded;
            known.ofSource.changed();
        }
        List<AclUser> users;
        try {
            users = known.ofSource.of(source, seen.at());
        } catch (EngineException.Refused forbidden) {
            return new Users(List.of(), null, null, List.of(unreadable(forbidden)));
        }
        List<String> differ = new ArrayList<>();
        for (EngineNode node : of.newNodes()) {
            try {
                if (!(seen.of(node) instanceof Seen sight) || !equal(lease, nodes, node, sight.runId(), users, known)) {
                    differ.add(node.nodeId());
                }
            } catch (EngineException.Refused refused) {
                return new Users(
                        List.of(),
                        "The new node does not take the old master's users: " + refused.getMessage(),
                        null,
                        List.of());
            } catch (EngineException notNow) {
                LOG.warnf(
                        "users not carried over, tried again node=%s reason=\"%s\"",
                        node.nodeId(), notNow.getMessage());
                differ.add(node.nodeId());
            }
        }
        boolean admitted = users.stream().filter(AclUser::isDefault).allMatch(user -> user.admits(nodes.password()));
        return new Users(
                differ,
                null,
                lockedOut(admitted),
                known.findings.values().stream()
                        .flatMap(List::stream)
                        .distinct()
                        .toList());
    }

    private boolean equal(
            Lease<SyncState> lease, Nodes nodes, EngineNode node, String runId, List<AclUser> users, Known known) {
        if (new Equal(runId, users).equals(known.nodes.get(node.nodeId()))) {
            return true;
        }
        EngineClient target = nodes.engine(node);
        List<AclUser> before = target.aclUsers();
        UsersCarryOver carryOver =
                new UsersCarryOver(nodes.engine(lease.state().nodes().oldMaster()), target, nodes.password());
        lease.ensureHeldFor(settings.margin());
        List<Finding> findings = new ArrayList<>();
        findings.addAll(LeftOutRules.findings(
                carryOver.apply(users, target), target.identity().toString()));
        if (!users.stream().allMatch(carryOver::carries)) {
            LOG.warnf(
                    "user default not carried over: it does not admit the instance's password node=%s", node.nodeId());
        }
        List<AclUser> after = target.aclUsers();
        if (!after.equals(before)) {
            LOG.infof(
                    "users carried over upgrade=%s node=%s users=%d",
                    lease.state().sagaId(), node.nodeId(), after.size());
            persist(target, node, findings);
            known.findings.put(node.nodeId(), findings);
        }
        known.nodes.put(node.nodeId(), new Equal(runId, users));
        return true;
    }

    /** @return empty where CONFIG is forbidden */
    private static Optional<String> demandedPassword(Nodes nodes, EngineNode oldMaster) {
        try {
            return Optional.of(nodes.settings(oldMaster, List.of("requirepass")).getOrDefault("requirepass", ""));
        } catch (EngineException.Refused forbidden) {
            return Optional.empty();
        }
    }

    /** Before 6.0 there is one password. Where it can't be read nothing is known against it. */
    private static boolean admits(Nodes nodes, Optional<String> demanded) {
        String own = nodes.password().map(Secret::reveal).orElse("");
        return demanded.isEmpty() || own.equals(demanded.get());
    }

    private static String lockedOut(boolean admitted) {
        return admitted
                ? null
                : "The old master does not admit the instance's password any more: the user default is off, or the password"
                        + " was changed. Nodes and proxies enter with it. Set it again, and the upgrade goes on by itself.";
    }

    private static void persist(EngineClient target, EngineNode node, List<Finding> findings) {
        try {
            target.persistConfiguration();
        } catch (EngineException.Refused refused) {
            findings.add(new Finding(
                    "USERS_NOT_WRITTEN_DOWN",
                    Severity.WARN,
                    "The node " + node.nodeId() + " has the users, but can't write them down: " + refused.error(),
                    "Give it a configuration file, or make the users again when it has been restarted."));
        }
    }

    private static Finding unreadable(EngineException.Refused forbidden) {
        return new Finding(
                "USERS_NOT_READABLE",
                Severity.WARN,
                "The old master does not tell its users, so the new nodes have only the instance's own: "
                        + forbidden.error(),
                "Allow ACL USERS and ACL GETUSER to the user default, or make the users again after the upgrade.");
    }
}
