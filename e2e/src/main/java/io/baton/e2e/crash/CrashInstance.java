package io.baton.e2e.crash;

import io.baton.client.ApiProblem;
import io.baton.client.InstanceView;
import io.baton.e2e.stack.Condition;
import io.baton.e2e.stack.OwnInstance;
import io.baton.e2e.stack.StackUnderTest;
import io.baton.e2e.workload.EngineInfo;
import io.baton.e2e.workload.Target;
import io.baton.local.NodeProcesses;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** A small instance of its own for each scenario, and the engines behind it. */
final class CrashInstance {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int MEMORY_MB = 64;
    private static final int REPLICAS = 1;
    private static final String ENGINE = "ENGINE";

    private final StackUnderTest stack;
    private final OwnInstance own;
    private final InstanceView first;
    private final Set<String> known = new HashSet<>();

    private CrashInstance(StackUnderTest stack, OwnInstance own, InstanceView first) {
        this.stack = stack;
        this.own = own;
        this.first = first;
    }

    /** As {@link #create}, with a proxy of an older release. */
    static CrashInstance behindAnOlderProxy(StackUnderTest stack, String version) {
        synchronized (stack.proxyJar()) {
            stack.proxyJar().become("0.0.1");
            try {
                return create(stack, version);
            } finally {
                stack.proxyJar().becomeCurrent();
            }
        }
    }

    /** Returns when it runs; what was killed before may still be on its way up. */
    static CrashInstance create(StackUnderTest stack, String version) {
        OwnInstance own = retried(
                "an instance is created",
                () -> OwnInstance.request(stack.api(), "crash", "REDIS", version, MEMORY_MB, REPLICAS));
        InstanceView running = retried("the instance runs", () -> own.runs() ? own.view() : null);
        CrashInstance instance = new CrashInstance(stack, own, running);
        try (Jedis master = instance.oldMaster().connect()) {
            // Nothing is lost then that Redis itself would lose when a master dies, and nothing need be forgiven.
            master.configSet("appendfsync", "always");
            master.configRewrite();
        }
        return instance;
    }

    /** Tries until there is an answer: the API may be away for a moment when something under it was killed. */
    static <T> T retried(String what, Callable<T> call) {
        List<T> answer = new ArrayList<>();
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
                || failure instanceof JedisException;
    }

    String id() {
        return own.id();
    }

    InstanceView view() {
        return retried("the API tells of the instance", () -> own.view());
    }

    Target endpoint() {
        return new Target(first.endpoint().host(), first.endpoint().port(), own.password());
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

    /** The proxy at the same endpoint that was not there at first. */
    String newerProxyId() {
        return stack.nodes().stream()
                .filter(node -> "PROXY".equals(node.kind())
                        && node.port() == first.endpoint().port())
                .map(NodeProcesses.Node::id)
                .filter(id -> !id.equals(proxyId()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no newer proxy"));
    }

    Set<String> firstEngines() {
        return first.nodes().stream()
                .filter(node -> ENGINE.equals(node.kind()))
                .map(InstanceView.Node::id)
                .collect(Collectors.toSet());
    }

    Target target(InstanceView.Node node) {
        return own.engine(node);
    }

    /**
     * Engines of this instance that run beside those from before: no other one takes its password. One that did once is known
     * from then on, even if it does not answer any more.
     */
    List<NodeProcesses.Node> freshEngines() {
        List<NodeProcesses.Node> fresh = stack.nodes().stream()
                .filter(node -> ENGINE.equals(node.kind()) && !firstEngines().contains(node.id()))
                .filter(node -> known.contains(node.id()) || takesThePassword(node))
                .toList();
        fresh.forEach(node -> known.add(node.id()));
        return fresh;
    }

    private boolean takesThePassword(NodeProcesses.Node node) {
        try (Jedis jedis = at(node.port()).connect()) {
            return jedis.isConnected();
        } catch (JedisException stranger) {
            return false;
        }
    }

    /** Of the fresh engines the one that no other of them is the master of. */
    NodeProcesses.Node newMaster() {
        List<NodeProcesses.Node> fresh = freshEngines();
        Set<String> ports =
                fresh.stream().map(node -> Integer.toString(node.port())).collect(Collectors.toSet());
        return fresh.stream()
                .filter(node -> !ports.contains(masterPort(node)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no new master"));
    }

    private String masterPort(NodeProcesses.Node node) {
        try (Jedis jedis = at(node.port()).connect()) {
            return EngineInfo.field(jedis, "replication", "master_port");
        }
    }

    Target at(int port) {
        return new Target("127.0.0.1", port, own.password());
    }

    /** How it is now, by the API and by the engine that the API calls its master. */
    Condition condition() {
        return retried("the instance tells how it is", own::condition);
    }

    /** Returns when it is going; it is nobody's matter here when it is gone. */
    void remove() {
        retried("the instance is being removed", () -> {
            try {
                stack.api().delete(own.id());
                return true;
            } catch (ApiProblem problem) {
                if (problem.status() != 409 && problem.status() != 404) {
                    throw problem;
                }
                return problem.status() == 404 ? true : null;
            }
        });
    }
}
