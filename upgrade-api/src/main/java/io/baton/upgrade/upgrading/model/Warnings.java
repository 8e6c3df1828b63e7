package io.baton.upgrade.upgrading.model;

import io.baton.engine.Edition;
import io.baton.engine.EngineId;
import io.baton.engine.Line;
import java.util.ArrayList;
import java.util.List;

/** What changes between two versions, or costs something meanwhile, so that a user should know it before. */
public final class Warnings {

    private static final Line SIX_TWO = new Line(6, 2);
    private static final Line SEVEN = new Line(7, 0);
    private static final Line FIVE = new Line(5, 0);

    private Warnings() {}

    /**
     * @param memoryMb of each node, MiB
     * @param replicas beside the master
     */
    public static List<Notice> of(EngineId from, EngineId to, int memoryMb, int replicas) {
        List<Notice> warnings = new ArrayList<>();
        warnings.add(new Notice(
                "MEMORY_MEANWHILE",
                "Until the upgrade ends, %d more engine nodes of %d MiB each run beside the old ones."
                        .formatted(replicas + 1, memoryMb)));
        if (replicas == 0) {
            warnings.add(new Notice(
                    "NO_REPLICA", "The instance has no replica, before and after: a master that dies loses its data."));
        }
        if (crosses(from, to, FIVE)) {
            warnings.add(
                    new Notice(
                            "SCRIPTS_REPLICATED_VERBATIM",
                            "4.0 replicates scripts as text: one whose result depends on order, time or chance gives other data on the new nodes until the switch."));
        }
        if (crosses(from, to, SEVEN)) {
            warnings.add(new Notice(
                    "ACL_CHANNELS_RESET",
                    "From 7.0 on, users that are created anew may use no pub/sub channel unless they are given some."));
            warnings.add(
                    new Notice(
                            "SCRIPTS_NOT_STREAMED",
                            "7.0 and later don't replicate SCRIPT LOAD: Baton carries the scripts over; clients should still answer NOSCRIPT by EVAL."));
        }
        if (to.edition() == Edition.VALKEY && from.edition() != Edition.VALKEY) {
            warnings.add(
                    new Notice(
                            "LAZY_FREE_DEFAULTS",
                            "Valkey 8 frees memory lazily by default (lazyfree-lazy-user-del is yes); this instance keeps what it has now."));
        }
        if (SIX_TWO.isLaterThan(from.line())) {
            warnings.add(new Notice(
                    "NO_WRITE_PAUSE",
                    "%s can't pause writes alone: reads wait too during the switch.".formatted(from)));
        }
        return List.copyOf(warnings);
    }

    private static boolean crosses(EngineId from, EngineId to, Line line) {
        return line.isLaterThan(from.line()) && !line.isLaterThan(to.line());
    }
}
