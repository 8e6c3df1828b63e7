package io.baton.upgrade.instances.model;

import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineBuild;
import io.baton.contracts.NodeSpec;
import io.baton.contracts.ProxyNode;
import io.baton.contracts.Reason;
import io.baton.contracts.Topology;
import io.baton.saga.model.SagaState;
import io.baton.upgrade.instances.model.InstanceSignals.InstanceChanged;
import io.baton.upgrade.queue.model.TakesTurns;
import io.baton.upgrade.queue.model.Turn;
import io.baton.upgrade.queue.model.Work;
import io.baton.upgrade.window.model.MaintenanceWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Everything that is known about an instance.
 *
 * @param build what the node runs that takes the writes
 * @param endpoint where clients connect; it never changes
 * @param topology the nodes that serve it, null until it is provisioned
 * @param openUpgradeId the upgrade that it is in, or null
 * @param failure why it could not be provisioned, or null
 * @param provisioning how long it may take to be provisioned, from its turn on
 * @param provisionedBy when it has to be provisioned; null while it waits for its turn
 */
public record InstanceState(
        String instanceId,
        InstancePhase phase,
        String name,
        EngineBuild build,
        NodeSpec spec,
        Endpoint endpoint,
        MaintenanceWindow window,
        Topology topology,
        String openUpgradeId,
        Reason failure,
        Instant createdAt,
        Duration provisioning,
        Instant provisionedBy)
        implements SagaState<InstancePhase>, TakesTurns {

    static InstanceState unborn(String sagaId, String instanceId) {
        return new InstanceState(
                instanceId, InstancePhase.NEW, null, null, null, null, null, null, null, null, null, null, null);
    }

    @Override
    public String sagaId() {
        return instanceId;
    }

    @Override
    public Instant dueAt() {
        return phase == InstancePhase.CREATING ? provisionedBy : null;
    }

    @Override
    public Turn turn() {
        if (phase != InstancePhase.CREATING) {
            return null;
        }
        return new Turn(Work.CREATION, provisionedBy != null, endpoint.host());
    }

    InstanceState submitted(InstanceSignals.InstanceSubmitted wish, Instant now) {
        return new InstanceState(
                instanceId,
                InstancePhase.CREATING,
                wish.name(),
                wish.build(),
                wish.spec(),
                wish.endpoint(),
                wish.window(),
                null,
                null,
                null,
                now,
                wish.provisioning(),
                null);
    }

    InstanceState begun(Instant now) {
        return new InstanceState(
                instanceId,
                phase,
                name,
                build,
                spec,
                endpoint,
                window,
                topology,
                openUpgradeId,
                failure,
                createdAt,
                provisioning,
                now.plus(provisioning));
    }

    InstanceState changed(InstanceChanged change) {
        return new InstanceState(
                instanceId,
                phase,
                change.name() == null ? name : change.name(),
                build,
                spec,
                endpoint,
                change.window() == null ? window : change.window(),
                topology,
                openUpgradeId,
                failure,
                createdAt,
                provisioning,
                provisionedBy);
    }

    InstanceState served(Topology nodes) {
        return in(InstancePhase.RUNNING, nodes.master().build(), nodes, null, null);
    }

    InstanceState failed(Reason reason) {
        return in(InstancePhase.FAILED, build, topology, null, reason);
    }

    InstanceState upgrading(String upgradeId) {
        return in(InstancePhase.UPGRADING, build, topology, upgradeId, null);
    }

    InstanceState switched(Topology nodes, EngineBuild newBuild) {
        return in(phase, newBuild, nodes, openUpgradeId, null);
    }

    /** The same engines behind other proxies. */
    InstanceState behind(List<ProxyNode> proxies) {
        return in(phase, build, topology.behind(proxies), openUpgradeId, null);
    }

    InstanceState upgraded() {
        return in(InstancePhase.RUNNING, build, topology, null, null);
    }

    InstanceState deleting() {
        return in(InstancePhase.DELETING, build, topology, null, failure);
    }

    InstanceState deleted() {
        return in(InstancePhase.DELETED, build, null, null, failure);
    }

    private InstanceState in(
            InstancePhase next, EngineBuild newBuild, Topology nodes, String upgradeId, Reason newFailure) {
        return new InstanceState(
                instanceId,
                next,
                name,
                newBuild,
                spec,
                endpoint,
                window,
                nodes,
                upgradeId,
                newFailure,
                createdAt,
                provisioning,
                provisionedBy);
    }
}
