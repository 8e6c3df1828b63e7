package io.baton.e2e.harness;

import io.baton.client.ApiProblem;
import io.baton.client.BatonApi;
import io.baton.client.InstanceView;
import io.baton.e2e.workload.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;

/** An instance that a test made, its secret, and the engines behind it. */
public final class TestInstance implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final StackHarness stack;
    private final String id;
    private final String password;

    private TestInstance(StackHarness stack, String id, String password) {
        this.stack = stack;
        this.id = id;
        this.password = password;
    }

    /** What must be the same after an upgrade that ended in any other way than completed. */
    public record Condition(String version, String status, Map<String, Integer> nodes, Map<String, String> settings) {}

    /** Returns when it runs. */
    public static TestInstance create(StackHarness stack, String version, int replicas) {
        return create(stack, "REDIS", version, replicas);
    }

    /** Returns when it runs. */
    public static TestInstance create(StackHarness stack, String edition, String version, int replicas) {
        String password = "secret-" + UUID.randomUUID();
        String name = "test-" + UUID.randomUUID().toString().substring(0, 8);
        InstanceView created =
                stack.api().create(new BatonApi.NewInstance(name, edition, version, 512, replicas, password));
        TestInstance instance = new TestInstance(stack, created.id(), password);
        Awaitility.await("the instance runs").atMost(LIMIT).until(() -> "RUNNING"
                .equals(instance.view().status()));
        return instance;
    }

    public String id() {
        return id;
    }

    public String password() {
        return password;
    }

    public InstanceView view() {
        return stack.api().instance(id);
    }

    /** Its endpoint, as clients know it. */
    public Target endpoint() {
        InstanceView.Endpoint endpoint = view().endpoint();
        return new Target(endpoint.host(), endpoint.port(), password);
    }

    /** What the engine behind the endpoint says. */
    public String engineVersion() {
        try (Jedis jedis = endpoint().connect()) {
            return info(jedis, "server", "redis_version");
        }
    }

    public Set<String> nodeIds() {
        return view().nodes().stream().map(InstanceView.Node::id).collect(Collectors.toSet());
    }

    /** The engine that takes the writes, without the proxy between. */
    public Jedis connectToMaster() {
        InstanceView.Node master = view().master();
        return new Target(master.host(), master.port(), password).connect();
    }

    /** How it is now; the settings are all that the master tells of itself. */
    public Condition condition() {
        InstanceView view = view();
        Map<String, Integer> nodes = view.nodes().stream()
                .collect(Collectors.toMap(node -> node.role() + " " + node.id(), InstanceView.Node::port));
        try (Jedis master = connectToMaster()) {
            return new Condition(
                    view.version(), view.status(), new TreeMap<>(nodes), new TreeMap<>(master.configGet("*")));
        }
    }

    static String info(Jedis jedis, String section, String field) {
        return jedis.info(section)
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    /** Removes it; what its removal does to the system is another test's matter. */
    @Override
    public void close() {
        try {
            stack.api().delete(id);
            Awaitility.await("the instance is gone").atMost(LIMIT).until(() -> !stack.api()
                    .exists(id));
        } catch (ApiProblem problem) {
            // A test that failed leaves an upgrade open, and its own failure is what matters.
            if (problem.status() != 409) {
                throw problem;
            }
        }
    }
}
