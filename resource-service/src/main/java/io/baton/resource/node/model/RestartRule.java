package io.baton.resource.node.model;

/**
 * Whether a node that should run and doesn't is started again. The rule that matters: whoever may be the master of an
 * instance never comes back with less than it had, because its replicas would copy that and the data would be gone
 * everywhere.
 *
 * <p>And in the middle of a switch the old master may be frozen: what makes it refuse writes is gone when it is started
 * again, and a client that goes past the proxies would be answered by it, and its write lost. So the old master of an
 * upgrade is only started while the proxies send clients to it. They know better than any event: a switch tells them
 * first, and they remember it over restarts of their own.
 *
 * <p>A proxy whose endpoint a newer one has taken over has nothing to come back for: its clients went with it.
 *
 * <pre>
 *             PROXY    REPLICA                 MASTER
 * PLANNED     leave    leave                   leave     (the work that planned it starts it)
 * ALLOCATED   start    start, no replication   with its data: start. Without: start if clients are held or sent
 *                                              elsewhere, wait while that is open; if they are sent to it, start with
 *                                              what it has on its disk, refuse without
 * SERVING     start¹   start, replicating      with its data: start. Without: refuse. In an upgrade only if clients are
 *                                              sent to it: wait while they are held, or while that is open, and leave
 *                                              it once they are sent elsewhere
 * RETIRING    leave
 * to be gone  leave    leave                   leave
 * ¹ leave once a newer one accepts in its place, wait while that is open
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
    public static boolean dependsOnRoute(Node node, DataOnDisk data, boolean inUpgrade) {
        return node.role() == NodeRole.MASTER
                && (node.stage() == NodeStage.SERVING && inUpgrade
                        || node.stage() == NodeStage.ALLOCATED && !hasItsData(node, data));
    }

    /** What to do about a proxy that is not running. */
    public static Verdict judge(Node proxy, Successor successor) {
        if (proxy.desired() == Desired.GONE
                || proxy.stage() == NodeStage.PLANNED
                || proxy.stage() == NodeStage.RETIRING) {
            return new Leave();
        }
        return switch (successor) {
            case NONE, STANDBY -> new Start();
            case ACCEPTING -> new Leave();
            case SILENT -> new Wait();
        };
    }

    /**
     * What to do about an engine that is not running.
     *
     * @param data what lies on the node's disk now
     * @param inUpgrade whether there is another node that may take this one's place
     * @param route where the clients are sent
     */
    public static Verdict judge(Node node, DataOnDisk data, boolean inUpgrade, Route route) {
        if (node.desired() == Desired.GONE || node.stage() == NodeStage.PLANNED) {
            return new Leave();
        }
        if (node.role() != NodeRole.MASTER) {
            return new Start();
        }
        if (node.stage() == NodeStage.ALLOCATED) {
            return hasItsData(node, data) ? new Start() : judgeNew(data, route);
        }
        return inUpgrade ? judgeOld(node, data, route) : judgeMaster(node, data);
    }

    private static boolean hasItsData(Node node, DataOnDisk data) {
        return switch (data) {
            case COMPLETE -> true;
            case PRESENT -> node.durable();
            case ABSENT -> false;
        };
    }

    private static Verdict judgeMaster(Node node, DataOnDisk data) {
        return hasItsData(node, data) ? new Start() : new Refuse(why(data));
    }

    private static Verdict judgeOld(Node node, DataOnDisk data, Route route) {
        return switch (route) {
            case HERE -> judgeMaster(node, data);
            case HELD, OPEN -> new Wait();
            case ELSEWHERE -> new Leave();
        };
    }

    /**
     * While clients are held, switchover-service fills it again from the frozen old master before it gets any. Once they
     * are sent to it, it was promoted, and sync-service offers none for that whose append-only file isn't complete.
     */
    private static Verdict judgeNew(DataOnDisk data, Route route) {
        return switch (route) {
            case ELSEWHERE, HELD -> new Start();
            case OPEN -> new Wait();
            case HERE ->
                data == DataOnDisk.PRESENT
                        ? new Start()
                        : new Refuse("clients are sent to the new master, and its data is gone from its disk");
        };
    }

    private static String why(DataOnDisk data) {
        return data == DataOnDisk.ABSENT
                ? "the master's data is gone from its disk; started empty, it would empty its replicas"
                : "the master's data was never seen complete on its disk; its replicas may have more than it would load";
    }
}
