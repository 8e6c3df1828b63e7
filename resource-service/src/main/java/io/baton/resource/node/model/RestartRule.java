package io.baton.resource.node.model;

/**
 * Whether a node that should run and doesn't is started again. The rule that matters: whoever may be the master of an
 * instance never comes back with less than it had, because its replicas would copy that and the data would be gone
 * everywhere.
 *
 * <pre>
 *             PROXY    REPLICA                 MASTER
 * PLANNED     leave    leave                   leave     (the work that planned it starts it)
 * ALLOCATED            start, no replication   with its data: start. Without: start if clients are sent elsewhere,
 *                                              wait while that is open, refuse if they are sent to it
 * SERVING     start    start, replicating      with its data: start. Without: refuse
 * to be gone  leave    leave                   leave
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

    /** It can't be said yet. */
    public record Wait() implements Verdict {}

    /**
     * Starting it would do harm: a person has to look.
     *
     * @param why one sentence for that person
     */
    public record Refuse(String why) implements Verdict {}

    /** Whether the verdict depends on where the clients are sent: only then it need be found out. */
    public static boolean dependsOnRoute(Node node, DataOnDisk data) {
        return node.role() == NodeRole.MASTER && node.stage() == NodeStage.ALLOCATED && !hasItsData(node, data);
    }

    /**
     * @param data what lies on the node's disk now
     * @param route where the clients are sent
     */
    public static Verdict judge(Node node, DataOnDisk data, Route route) {
        if (node.desired() == Desired.GONE || node.stage() == NodeStage.PLANNED) {
            return new Leave();
        }
        if (node.role() != NodeRole.MASTER || hasItsData(node, data)) {
            return new Start();
        }
        return node.stage() == NodeStage.ALLOCATED ? judgeEmpty(route) : new Refuse(why(data));
    }

    private static boolean hasItsData(Node node, DataOnDisk data) {
        return switch (data) {
            case COMPLETE -> true;
            case PRESENT -> node.durable();
            case ABSENT -> false;
        };
    }

    private static Verdict judgeEmpty(Route route) {
        return switch (route) {
            case ELSEWHERE -> new Start();
            case OPEN -> new Wait();
            case HERE -> new Refuse("clients are sent to the new master, and its data is not complete on its disk");
        };
    }

    private static String why(DataOnDisk data) {
        return data == DataOnDisk.ABSENT
                ? "the master's data is gone from its disk; started empty, it would empty its replicas"
                : "the master's data was never seen complete on its disk; its replicas may have more than it would load";
    }
}
