package io.baton.sync.replication.model;

import io.baton.contracts.Reason;
import java.time.Duration;
import java.util.Optional;

/** Something that stands between the new nodes and being caught up. */
record Trouble(Kind kind, String message) {

    /** How long a kind of trouble can last before there is no more hope. */
    enum Patience {
        /** It passes, or the deadline of the saga ends it. */
        ENDLESS,
        /** As long as a node may be out of reach. */
        UNTIL_LOST,
        /** As long as a link may be down. */
        UNTIL_LINKLESS,
        /** Not at all. */
        NONE
    }

    /** The kinds; their names are the codes that people and programs see. */
    enum Kind {
        OLD_MASTER_UNREACHABLE(Patience.ENDLESS),
        OLD_MASTER_FENCED(Patience.ENDLESS),
        OLD_MASTER_IS_REPLICA(Patience.UNTIL_LOST),
        NEW_MASTER_UNREACHABLE(Patience.UNTIL_LOST),
        NEW_MASTER_RESTARTED(Patience.NONE),
        NEW_MASTER_MOVED(Patience.NONE),
        NOT_ATTACHED(Patience.UNTIL_LOST),
        SNAPSHOT_TRAVELS(Patience.ENDLESS),
        LINK_DOWN(Patience.UNTIL_LINKLESS),
        NOT_ACKNOWLEDGED(Patience.ENDLESS),
        NOT_ADVANCING(Patience.ENDLESS),
        ACKNOWLEDGEMENT_LATE(Patience.ENDLESS),
        LAG_TOO_LARGE(Patience.ENDLESS),
        APPEND_FILE_INCOMPLETE(Patience.ENDLESS),
        STREAM_REFUSED(Patience.NONE),
        TOO_MANY_FULL_SYNCS(Patience.NONE),
        NEW_REPLICA_UNREACHABLE(Patience.UNTIL_LOST),
        NEW_REPLICA_DETACHED(Patience.UNTIL_LOST),
        NEW_REPLICA_SYNCS(Patience.ENDLESS),
        NEW_REPLICA_LINK_DOWN(Patience.UNTIL_LINKLESS),
        NEW_REPLICA_BEHIND(Patience.ENDLESS),
        PRECHECK_PENDING(Patience.ENDLESS),
        PRECHECK_BLOCKS(Patience.NONE),
        USERS_DIFFER(Patience.UNTIL_LOST),
        USERS_REFUSED(Patience.NONE),
        PASSWORD_REFUSED(Patience.ENDLESS),
        SCRIPTS_MISSING(Patience.ENDLESS);

        private final Patience patience;

        Kind(Patience patience) {
            this.patience = patience;
        }

        /** @return how long it may last; empty: for ever */
        Optional<Duration> lastsAtMost(SyncLimits limits) {
            return switch (patience) {
                case ENDLESS -> Optional.empty();
                case UNTIL_LOST -> Optional.of(limits.lost());
                case UNTIL_LINKLESS -> Optional.of(limits.linkless());
                case NONE -> Optional.of(Duration.ZERO);
            };
        }
    }

    Reason reason() {
        return new Reason(kind.name(), message);
    }
}
