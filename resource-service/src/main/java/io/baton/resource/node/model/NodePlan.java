package io.baton.resource.node.model;

import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineBuild;
import io.baton.contracts.NodeSpec;
import io.baton.contracts.ProxyNode;
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
     * @param replaces id of the older proxy whose endpoint it takes over; null: none
     */
    public record Draft(
            String slot,
            NodeKind kind,
            NodeRole role,
            Endpoint endpoint,
            EngineBuild build,
            NodeSpec spec,
            String follows,
            String replaces) {

        private static Draft engine(String slot, NodeRole role, EngineBuild build, NodeSpec spec, String follows) {
            return new Draft(slot, NodeKind.ENGINE, role, null, build, spec, follows, null);
        }

        private static Draft proxy(int number, Endpoint endpoint, NodeSpec spec, String replaces) {
            return new Draft("proxy-" + number, NodeKind.PROXY, NodeRole.PROXY, endpoint, null, spec, null, replaces);
        }
    }

    /** The first nodes of an instance: replicas follow the master from the start. */
    public static List<Draft> ofInstance(EngineBuild build, NodeSpec spec, Endpoint endpoint) {
        List<Draft> drafts = engines(build, spec, MASTER);
        for (int number = 1; number <= spec.proxies(); number++) {
            drafts.add(Draft.proxy(number, endpoint, spec, null));
        }
        return drafts;
    }

    /**
     * The nodes that an upgrade needs: none replicates anything before sync-service says so, and no proxy accepts anybody
     * before switchover-service says so.
     *
     * @param outdated the proxies that are to be replaced
     */
    public static List<Draft> ofUpgrade(EngineBuild build, NodeSpec spec, List<ProxyNode> outdated) {
        List<Draft> drafts = engines(build, spec, null);
        for (ProxyNode older : outdated) {
            drafts.add(Draft.proxy(outdated.indexOf(older) + 1, older.address(), spec, older.nodeId()));
        }
        return drafts;
    }

    private static List<Draft> engines(EngineBuild build, NodeSpec spec, String followed) {
        List<Draft> drafts = new ArrayList<>();
        drafts.add(Draft.engine(MASTER, NodeRole.MASTER, build, spec, null));
        for (int number = 1; number <= spec.replicas(); number++) {
            drafts.add(Draft.engine("replica-" + number, NodeRole.REPLICA, build, spec, followed));
        }
        return drafts;
    }
}
