package io.baton.resource.node.infrastructure;

import io.baton.contracts.ProxyNode;
import io.baton.contracts.Topology;
import io.baton.resource.node.model.Desired;
import io.baton.resource.node.model.NodeRole;
import io.baton.resource.node.model.NodeStage;
import io.baton.resource.node.model.Topologies;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The table of nodes; every call belongs to the caller's transaction. */
@ApplicationScoped
public class NodeRows implements PanacheRepositoryBase<NodeRow, String> {

    List<NodeRow> ofPlan(String instanceId, String upgradeId) {
        return upgradeId == null
                ? list("instanceId = ?1 and upgradeId is null", Sort.by("slot"), instanceId)
                : list("instanceId = ?1 and upgradeId = ?2", Sort.by("slot"), instanceId, upgradeId);
    }

    Optional<NodeRow> lock(String nodeId, boolean orSkip) {
        List<?> rows = getEntityManager()
                .createNativeQuery(
                        "select * from node where id = ?1 for update" + (orSkip ? " skip locked" : ""), NodeRow.class)
                .setParameter(1, nodeId)
                .getResultList();
        rows.forEach(getEntityManager()::refresh);
        return rows.stream().map(NodeRow.class::cast).findFirst();
    }

    /**
     * The nodes of a topology serve, each in its role. Engines that served and are not in it will go; proxies that served
     * and are not in it serve whom they have, and those that never came to serve will go.
     */
    void serve(String instanceId, Topology topology) {
        List<String> engines = Topologies.engineIds(topology);
        String master = topology.master().nodeId();
        update(
                "desired = ?1 where instanceId = ?2 and stage = ?3 and role <> ?4 and id not in ?5",
                Desired.GONE,
                instanceId,
                NodeStage.SERVING,
                NodeRole.PROXY,
                engines);
        // Only what has its data complete on its disk is offered for a switch; it may have died since.
        update("durable = true where id = ?1 and stage = ?2", master, NodeStage.ALLOCATED);
        update("stage = ?1, role = ?2, follows = null where id = ?3", NodeStage.SERVING, NodeRole.MASTER, master);
        update(
                "stage = ?1, role = ?2, follows = ?3 where id in ?4 and id <> ?3",
                NodeStage.SERVING,
                NodeRole.REPLICA,
                master,
                engines);
        List<String> proxies =
                topology.proxies().stream().map(ProxyNode::nodeId).toList();
        update("stage = ?1, desired = ?2 where id in ?3", NodeStage.SERVING, Desired.RUNNING, proxies);
        String others = "where instanceId = ?2 and role = ?3 and stage = ?4 and id not in ?5";
        update("stage = ?1 " + others, NodeStage.RETIRING, instanceId, NodeRole.PROXY, NodeStage.SERVING, proxies);
        update("desired = ?1 " + others, Desired.GONE, instanceId, NodeRole.PROXY, NodeStage.ALLOCATED, proxies);
    }

    void allocated(String upgradeId) {
        update("stage = ?1 where upgradeId = ?2 and stage = ?3", NodeStage.ALLOCATED, upgradeId, NodeStage.PLANNED);
    }

    /** The nodes of an upgrade that never came to serve will go. */
    void unwanted(String upgradeId) {
        update("desired = ?1 where upgradeId = ?2 and stage <> ?3", Desired.GONE, upgradeId, NodeStage.SERVING);
    }

    void unwantedOfInstance(String instanceId) {
        update("desired = ?1 where instanceId = ?2", Desired.GONE, instanceId);
    }

    /** Whoever removed them made sure that they serve nobody. */
    void forget(List<String> goneNodes) {
        if (!goneNodes.isEmpty()) {
            delete("id in ?1", goneNodes);
        }
    }

    void forgetInstance(String instanceId) {
        delete("instanceId = ?1", instanceId);
    }
}
