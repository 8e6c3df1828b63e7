package io.baton.resource.node.model;

/**
 * Whether a node that should run and doesn't is started again. The rule that matters: whoever may be the master of an
 * instance never comes back empty, because its replicas would copy that and the data would be gone everywhere.
 *
 * <pre>
 *             PROXY     REPLICA                MASTER
 * PLANNED     leave     leave                  leave             the work that planned it starts it
 * ALLOCATED   -         start, no replication  start, no replication; refuse if its data was complete and is gone
 * SERVING     start     start, replicating     start with complete data; refuse otherwise
 * GONE        leave     leave                  leave
 * </pre>
 */
public final class RestartRule {

    private RestartRule() {}

    /** What to do about a node that is not running. */
    public sealed interface Verdict {}

    /** Start it as it is written down. */
    public record Start() implements Verdict {}

    /** It is somebody else's matter. */
    public record Leave() implements Verdict {}

    /**
     * Starting it would do harm: a person has to look.
     *
     * @param why one sentence for that person
     */
    public record Refuse(String why) implements Verdict {}

    /** @param data what lies on the node's disk now */
    public static Verdict judge(Node node, DataOnDisk data) {
        if (node.desired() == Desired.GONE || node.stage() == NodeStage.PLANNED) {
            return new Leave();
        }
        boolean lost = data == DataOnDisk.ABSENT;
        return switch (node.role()) {
            case PROXY -> new Start();
            case REPLICA -> new Start();
            case MASTER -> node.stage() == NodeStage.ALLOCATED ? judgeAllocated(node, lost) : judgeServing(node, lost);
        };
    }

    private static Verdict judgeServing(Node node, boolean lost) {
        if (lost) {
            return new Refuse("the master's data is gone from its disk; started empty, it would empty its replicas");
        }
        if (!node.durable()) {
            return new Refuse(
                    "the master's data was never seen complete on its disk; its replicas have more than it would load");
        }
        return new Start();
    }

    /** It had the whole data once, so it may have been switched to a moment ago. */
    private static Verdict judgeAllocated(Node node, boolean lost) {
        return lost && node.durable()
                ? new Refuse("the new master's data is gone from its disk after it had been complete")
                : new Start();
    }
}
