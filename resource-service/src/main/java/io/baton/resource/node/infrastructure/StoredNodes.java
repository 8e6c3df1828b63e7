package io.baton.resource.node.infrastructure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineBuild;
import io.baton.resource.node.application.Nodes;
import io.baton.resource.node.model.Desired;
import io.baton.resource.node.model.Node;
import io.baton.resource.node.model.NodeKind;
import io.baton.resource.node.model.NodePlan.Draft;
import io.baton.resource.node.model.NodeStage;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The nodes in the database, each call in a transaction of its own. */
@ApplicationScoped
public class StoredNodes implements Nodes {
    private final NodeRows rows;
    private final NodePorts ports;
    private final ObjectMapper mapper;
    private final ResourceSettings settings;

    StoredNodes(NodeRows rows, NodePorts ports, ObjectMapper mapper, ResourceSettings settings) {
        this.rows = rows;
        this.ports = ports;
        this.mapper = mapper;
        this.settings = settings;
    }

    @Override
    public List<Node> plan(String instanceId, String upgradeId, List<Draft> drafts) {
        return QuarkusTransaction.requiringNew().call(() -> {
            // One plan at a time: the choice of ports looks at all of them.
            ports.lock();
            List<NodeRow> before = rows.ofPlan(instanceId, upgradeId);
            return before.isEmpty() ? write(instanceId, upgradeId, drafts) : nodes(before);
        });
    }

    private List<Node> write(String instanceId, String upgradeId, List<Draft> drafts) {
        Map<String, NodeRow> bySlot = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            NodeRow row = row(draft);
            row.instanceId = instanceId;
            row.upgradeId = upgradeId;
            row.follows = draft.follows() == null ? null : bySlot.get(draft.follows()).id;
            bySlot.put(draft.slot(), row);
            rows.persistAndFlush(row);
        }
        return nodes(List.copyOf(bySlot.values()));
    }

    private NodeRow row(Draft draft) {
        NodeRow row = new NodeRow();
        row.id = "node-" + UUID.randomUUID();
        row.slot = draft.slot();
        row.kind = draft.kind();
        row.role = draft.role();
        row.stage = NodeStage.PLANNED;
        row.desired = Desired.RUNNING;
        row.host = draft.endpoint() == null
                ? settings.nodeHost()
                : draft.endpoint().host();
        row.port = draft.endpoint() == null ? ports.next() : draft.endpoint().port();
        row.controlPort = draft.kind() == NodeKind.PROXY ? ports.next() : null;
        row.edition = draft.build() == null ? null : draft.build().edition();
        row.version = draft.build() == null ? null : draft.build().version();
        row.memoryMb = draft.kind() == NodeKind.ENGINE ? draft.spec().memoryMb() : 0;
        row.credentialRef = draft.spec().credentialRef();
        row.replaces = draft.replaces();
        row.sharesEndpoint = draft.kind() == NodeKind.PROXY && draft.spec().proxies() > 1;
        row.settings = "{}";
        return row;
    }

    @Override
    public List<Node> ofInstance(String instanceId) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> nodes(rows.list("instanceId", Sort.by("createdAt", "slot"), instanceId)));
    }

    @Override
    public List<Node> ofUpgrade(String upgradeId) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> nodes(rows.list("upgradeId", Sort.by("slot"), upgradeId)));
    }

    @Override
    public Optional<Node> find(String nodeId) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> rows.findByIdOptional(nodeId).map(this::node));
    }

    /** Masters first: whoever follows or serves them finds them there. */
    @Override
    public List<Node> supervised() {
        return QuarkusTransaction.requiringNew()
                .call(() -> nodes(rows.list(
                        "desired = ?1 and stage <> ?2", Sort.by("role", "id"), Desired.RUNNING, NodeStage.PLANNED)));
    }

    @Override
    public void settings(String nodeId, Map<String, String> values) {
        QuarkusTransaction.requiringNew().run(() -> rows.update("settings = ?1 where id = ?2", json(values), nodeId));
    }

    @Override
    public void durable(String nodeId, boolean durable) {
        QuarkusTransaction.requiringNew().run(() -> rows.update("durable = ?1 where id = ?2", durable, nodeId));
    }

    @Override
    public void forget(String nodeId) {
        QuarkusTransaction.joiningExisting().run(() -> rows.deleteById(nodeId));
    }

    @Override
    public <T> Optional<T> locked(String nodeId, Function<Node, T> action) {
        return QuarkusTransaction.requiringNew()
                .call(() -> rows.lock(nodeId, false).map(this::node).map(action));
    }

    @Override
    public <T> Optional<T> ifUnlocked(String nodeId, Function<Node, T> action) {
        return QuarkusTransaction.requiringNew()
                .call(() -> rows.lock(nodeId, true).map(this::node).map(action));
    }

    private List<Node> nodes(List<NodeRow> found) {
        return found.stream().map(this::node).toList();
    }

    private Node node(NodeRow row) {
        return new Node(
                row.id,
                row.instanceId,
                row.upgradeId,
                row.slot,
                row.kind,
                row.role,
                row.stage,
                row.desired,
                new Endpoint(row.host, row.port),
                row.controlPort == null ? null : new Endpoint(settings.nodeHost(), row.controlPort),
                row.version == null ? null : new EngineBuild(row.edition, row.version),
                row.memoryMb,
                row.credentialRef,
                map(row.settings),
                row.follows,
                row.replaces,
                row.sharesEndpoint,
                row.durable);
    }

    private String json(Map<String, String> values) {
        try {
            return mapper.writeValueAsString(values);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("can't write settings", impossible);
        }
    }

    private Map<String, String> map(String json) {
        try {
            return mapper.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("can't read the settings of a node", unreadable);
        }
    }
}
