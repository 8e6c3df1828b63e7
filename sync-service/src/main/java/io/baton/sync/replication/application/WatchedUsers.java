package io.baton.sync.replication.application;

import io.baton.engine.acl.AclUser;
import io.baton.engine.client.CommandCalls;
import io.baton.engine.client.EngineClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The users of the old master, read again only when somebody can have changed them: reading takes the engine 0.4 ms for each
 * user, telling how often the commands that change them were called takes it next to nothing.
 */
final class WatchedUsers {
    /** Up to 6.2 all ACL commands are counted as one, those that only look among them. */
    private static final List<String> CHANGES = List.of("acl", "acl|setuser", "acl|deluser", "acl|load");
    /** However often somebody looks, reading takes no more than this part of the time. */
    private static final int PART_OF_TIME = 20;

    private static final long UNKNOWN = -1;

    private List<AclUser> users;
    private long changes = UNKNOWN;
    private Instant notBefore = Instant.MIN;

    /** @throws io.baton.engine.client.EngineException if the engine does not tell */
    List<AclUser> of(EngineClient engine, Instant now) {
        long before = changes(engine);
        if (users != null && (before == changes || now.isBefore(notBefore))) {
            return users;
        }
        long began = System.nanoTime();
        users = engine.aclUsers();
        notBefore = now.plus(Duration.ofNanos(System.nanoTime() - began).multipliedBy(PART_OF_TIME));
        long own = engine.dialect().countsPartsOfCommands() ? 0 : 1L + users.size();
        long after = changes(engine);
        // Somebody else's call came in between: it is read again.
        changes = after == before + own ? after : UNKNOWN;
        return users;
    }

    /** Something else has changed users: they are read the next time. */
    void changed() {
        users = null;
    }

    private static long changes(EngineClient engine) {
        Map<String, Long> calls = CommandCalls.of(engine.info("commandstats"));
        return CHANGES.stream()
                .mapToLong(command -> calls.getOrDefault(command, 0L))
                .sum();
    }
}
