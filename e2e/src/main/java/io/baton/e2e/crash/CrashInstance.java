package io.baton.e2e.crash;

import io.baton.client.ApiProblem;
import io.baton.client.BatonApi.NewInstance;
import io.baton.client.InstanceView;
import io.baton.e2e.workload.Target;
import io.baton.local.NodeProcesses;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;

/** A small instance of its own for each scenario, and the engines behind it. */
final class CrashInstance {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final String ENGINE = "ENGINE";

    private final StackUnderTest stack;
    private final String id;
    private final String password;
    private final InstanceView first;

    private CrashInstance(StackUnderTest stack, String id, String password, InstanceView first) {
        this.stack = stack;
        this.id = id;
        this.password = password;
        this.first = first;
    }

    /** Returns when it runs; what was killed before may still be on its way up. */
    static CrashInstance create(StackUnderTest stack, String version) {
        String password = "secret-" + UUID.randomUUID();
        String name = "crash-" + UUID.randomUUID().toString().substring(0, 8);
        String id = retried("an instance is created", () -> stack.api()
                .create(new NewInstance(name, "REDIS", version, 64, 1, password))
                .id());
        InstanceView running = retried("the instance runs", () -> {
            InstanceView view = stack.api().instance(id);
            return "RUNNING".equals(view.status()) ? view : null;
        });
        CrashInstance instance = new CrashInstance(stack, id, password, running);
        try (Jedis master = instance.oldMaster().connect()) {
            // Nothing is lost then that Redis itself would lose when a master dies, and nothing need be forgiven.
            master.configSet("appendfsync", "always");
            master.configRewrite();
        }
        return instance;
    }

    /** Tries until there is an answer: the API may be away for a moment when something under it was killed. */
    static <T> T retried(String what, Callable<T> call) {
        List<T> answer = new java.util.ArrayList<>();
        Awaitility.await(what)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_AGAIN)
                .ignoreExceptionsMatching(CrashInstance::passing)
                .until(() -> {
                    T one = call.call();
                    if (one != null) {
                        answer.add(one);
                    }
                    return one != null;
                });
        return answer.get(0);
    }

    private static boolean passing(Throwable failure) {
        return failure instanceof UncheckedIOException
                || failure instanceof ApiProblem problem && problem.status() >= 500
                || failure instanceof redis.clients.jedis.exceptions.JedisException;
    }

    String id() {
        return id;
    }

    InstanceView view() {
        return retried("the API tells of the instance", () -> stack.api().instance(id));
    }

    Target endpoint() {
        return new Target(first.endpoint().host(), first.endpoint().port(), password);
    }

    Target oldMaster() {
        return target(first.master());
    }

    String oldMasterId() {
        return first.master().id();
    }

    String proxyId() {
        return first.nodes().stream()
                .filter(node -> "PROXY".equals(node.kind()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    Set<String> firstEngines() {
        return first.nodes().stream()
                .filter(node -> ENGINE.equals(node.kind()))
                .map(InstanceView.Node::id)
                .collect(Collectors.toSet());
    }

    Target target(InstanceView.Node node) {
        return new Target(node.host(), node.port(), password);
    }

    /** Of the engines that run beside those from before, the one that no other of them is the master of. */
    NodeProcesses.Node newMaster(Set<String> enginesBefore) {
        List<NodeProcesses.Node> fresh = stack.nodes().stream()
                .filter(node -> ENGINE.equals(node.kind()) && !enginesBefore.contains(node.id()))
                .toList();
        Set<String> ports =
                fresh.stream().map(node -> Integer.toString(node.port())).collect(Collectors.toSet());
        return fresh.stream()
                .filter(node -> !ports.contains(masterPort(node)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no new master"));
    }

    private String masterPort(NodeProcesses.Node node) {
        try (Jedis jedis = new Target("127.0.0.1", node.port(), password).connect()) {
            return Info.field(jedis, "replication", "master_port");
        }
    }

    Target at(int port) {
        return new Target("127.0.0.1", port, password);
    }

    /** How it is now, by the API and by the engine that the API calls its master. */
    Condition condition() {
        return retried("the instance tells how it is", () -> {
            InstanceView view = stack.api().instance(id);
            try (Jedis master = target(view.master()).connect()) {
                return new Condition(
                        view.version(),
                        view.status(),
                        new TreeMap<>(view.nodes().stream()
                                .collect(Collectors.toMap(
                                        node -> node.role() + " " + node.id(), InstanceView.Node::port))),
                        new TreeMap<>(master.configGet("*")));
            }
        });
    }

    void remove() {
        retried("the instance is removed", () -> {
            if (stack.api().exists(id)) {
                try {
                    stack.api().delete(id);
                } catch (ApiProblem deleting) {
                    if (deleting.status() != 409 && deleting.status() != 404) {
                        throw deleting;
                    }
                }
                return null;
            }
            return true;
        });
    }
}
