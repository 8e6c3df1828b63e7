package io.baton.resource.node.model;

import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineBuild;
import io.baton.contracts.NodeSpec;
import java.util.ArrayList;
import java.util.List;

/** Which nodes an instance or an upgrade needs; where they listen is decided when they are written down. Pure. */
public final class NodePlan {

    private static final String MASTER = "master";

    private NodePlan() {}

    /**
     * One node to come.
     *
     * @param endpoint where it has to listen; null: any free port
     * @param follows slot of the node that it replicates; null: none
     */
    public record Draft(
            String slot,
            NodeKind kind,
            NodeRole role,
            Endpoint endpoint,
            EngineBuild build,
            NodeSpec spec,
            String follows) {}

    /** The first nodes of an instance: replicas follow the master from the start. */
    public static List<Draft> ofInstance(EngineBuild build, NodeSpec spec, Endpoint endpoint) {
        List<Draft> drafts = engines(build, spec, MASTER);
        drafts.add(new Draft("proxy-1", NodeKind.PROXY, NodeRole.PROXY, endpoint, null, spec, null));
        return drafts;
    }

    /** The nodes that an upgrade needs: none replicates anything before sync-service says so. */
    public static List<Draft> ofUpgrade(EngineBuild build, NodeSpec spec) {
        return engines(build, spec, null);
    }

    private static List<Draft> engines(EngineBuild build, NodeSpec spec, String followed) {
        List<Draft> drafts = new ArrayList<>();
        drafts.add(new Draft(MASTER, NodeKind.ENGINE, NodeRole.MASTER, null, build, spec, null));
        for (int number = 1; number <= spec.replicas(); number++) {
            drafts.add(new Draft("replica-" + number, NodeKind.ENGINE, NodeRole.REPLICA, null, build, spec, followed));
        }
        return drafts;
    }
}
