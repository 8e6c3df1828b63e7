package io.baton.resource.node.infrastructure;

import io.baton.resource.node.application.Nodes;
import io.baton.resource.node.application.ProvingData;
import io.baton.resource.node.application.SupervisingNodes;
import io.baton.resource.node.application.SupervisingNodes.Finding;
import io.baton.resource.node.application.SupervisingNodes.Left;
import io.baton.resource.node.application.SupervisingNodes.NotStarted;
import io.baton.resource.node.application.SupervisingNodes.Refused;
import io.baton.resource.node.application.SupervisingNodes.Restarted;
import io.baton.resource.node.application.SupervisingNodes.Retired;
import io.baton.resource.node.application.SupervisingNodes.Runs;
import io.baton.resource.node.model.Node;
import io.baton.resource.node.model.NodeKind;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Looks at every node once a second. Replicas of this service share it: each node is looked at by one of them. */
@ApplicationScoped
public class Supervisor {
    private static final Logger LOG = Logger.getLogger(Supervisor.class);

    private final Nodes nodes;
    private final SupervisingNodes supervising;
    private final ProvingData data;
    private final NodeMetrics metrics;
    private final Map<String, Backoff> backoffs = new ConcurrentHashMap<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final Map<String, NodeKind> down = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    Supervisor(Nodes nodes, SupervisingNodes supervising, ProvingData data, NodeMetrics metrics) {
        this.nodes = nodes;
        this.supervising = supervising;
        this.data = data;
        this.metrics = metrics;
    }

    /** The scheduler goes on for a moment after the database has gone. */
    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    @Scheduled(every = "${baton.resource.supervision:1s}", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        if (stopping) {
            return;
        }
        List<Node> supervised = nodes.supervised();
        List<String> ids = supervised.stream().map(Node::id).toList();
        backoffs.keySet().retainAll(ids);
        refused.keySet().retainAll(ids);
        down.keySet().retainAll(ids);
        for (Node node : supervised) {
            try {
                look(node);
            } catch (RuntimeException failed) {
                LOG.errorf(failed, "supervision failed node=%s", node.id());
            }
        }
        metrics.refused(refused.size());
        metrics.down(down.values());
        metrics.count();
    }

    private void look(Node node) {
        Backoff backoff = backoffs.computeIfAbsent(node.id(), any -> new Backoff());
        supervising.look(node.id(), backoff.over()).ifPresent(finding -> note(node, finding, backoff));
    }

    private void note(Node node, Finding finding, Backoff backoff) {
        if (!(finding instanceof Refused)) {
            refused.remove(node.id());
        }
        if (finding instanceof Runs || finding instanceof Left || finding instanceof Retired) {
            down.remove(node.id());
        } else {
            down.put(node.id(), node.kind());
        }
        if (finding instanceof Runs) {
            backoff.rest();
            data.prove(node);
        } else if (finding instanceof Restarted) {
            backoff.next();
            metrics.restarted(node.kind());
            LOG.warnf(
                    "node restarted instance=%s node=%s kind=%s role=%s",
                    node.instanceId(), node.id(), node.kind(), node.role());
        } else if (finding instanceof Retired) {
            LOG.infof("proxy retired instance=%s node=%s", node.instanceId(), node.id());
        } else if (finding instanceof Refused refusal) {
            if (!refusal.why().equals(refused.put(node.id(), refusal.why()))) {
                LOG.errorf(
                        "ALARM node not restarted instance=%s node=%s role=%s reason=\"%s\"",
                        node.instanceId(), node.id(), node.role(), refusal.why());
            }
        } else if (finding instanceof NotStarted failure) {
            backoff.next();
            LOG.errorf(
                    "node can't be restarted instance=%s node=%s reason=\"%s\"",
                    node.instanceId(), node.id(), failure.why());
        }
    }
}
