package io.baton.e2e.crash;

import io.baton.client.InstanceView;
import io.baton.e2e.stack.Condition;
import io.baton.e2e.stack.StackUnderTest;
import io.baton.e2e.workload.EngineInfo;
import io.baton.e2e.workload.WorkloadResult;
import io.baton.local.NodeProcesses;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** Looks at everything when a scenario is over and nobody writes any more. */
final class Inspection {

    /** Old processes end a moment after the news that they will. */
    private static final Duration GONE_WITHIN = Duration.ofSeconds(10);

    private final StackUnderTest stack;
    private final CrashInstance instance;

    Inspection(StackUnderTest stack, CrashInstance instance) {
        this.stack = stack;
        this.instance = instance;
    }

    Aftermath look(
            String end,
            Duration took,
            WorkloadResult clients,
            boolean served,
            Condition before,
            DirectHistory old,
            DirectHistory fresh) {
        boolean completed = "COMPLETED".equals(end);
        try (Jedis endpoint = instance.endpoint().connect()) {
            InstanceView.Node master = instance.view().master();
            return new Aftermath(
                    end,
                    took,
                    clients.verdict(),
                    clients.connectionsKept(),
                    clients.clients(),
                    served,
                    old,
                    numbers(endpoint, "direct:old"),
                    fresh,
                    completed ? numbers(endpoint, "direct:new") : List.of(),
                    before,
                    instance.condition(),
                    EngineInfo.field(endpoint, "server", "redis_version"),
                    serves(master, endpoint),
                    strays(completed),
                    stack.configurationOf(master.id()).matches("(?s).*min-(replicas|slaves)-to-write \"?99.*"));
        }
    }

    private static List<Long> numbers(Jedis jedis, String key) {
        return jedis.lrange(key, 0, -1).stream().map(Long::valueOf).toList();
    }

    /** What is written through the endpoint is there, in an engine that is a master. */
    private boolean serves(InstanceView.Node master, Jedis endpoint) {
        String token = UUID.randomUUID().toString();
        endpoint.set("crash:token", token);
        try (Jedis direct = instance.target(master).connect()) {
            return token.equals(direct.get("crash:token"))
                    && "master".equals(EngineInfo.field(direct, "replication", "role"));
        } catch (JedisException away) {
            return false;
        }
    }

    /** The old engines after a completed upgrade, the new ones after any other; what of them still runs after a while. */
    private List<String> strays(boolean completed) {
        try {
            Awaitility.await().atMost(GONE_WITHIN).pollDelay(Duration.ZERO).until(() -> running(completed)
                    .isEmpty());
            return List.of();
        } catch (ConditionTimeoutException late) {
            return running(completed);
        }
    }

    private List<String> running(boolean completed) {
        Set<String> old = instance.firstEngines();
        return (completed
                        ? stack.nodes().stream().filter(node -> old.contains(node.id()))
                        : instance.freshEngines().stream())
                .map(NodeProcesses.Node::id)
                .toList();
    }
}
