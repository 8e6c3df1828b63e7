package io.baton.e2e.harness;

import io.baton.client.ApiProblem;
import io.baton.client.InstanceView;
import io.baton.e2e.stack.Condition;
import io.baton.e2e.stack.OwnInstance;
import io.baton.e2e.workload.Target;
import io.baton.testkit.LabelledProxyJar;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;

/** An instance that a test made; it is removed with the test. */
public final class TestInstance implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MEMORY_MB = 512;

    private final StackHarness stack;
    private final OwnInstance own;

    private TestInstance(StackHarness stack, OwnInstance own) {
        this.stack = stack;
        this.own = own;
    }

    /** Returns when it runs. */
    public static TestInstance create(StackHarness stack, String version, int replicas) {
        return create(stack, "REDIS", version, replicas);
    }

    /** Returns when it runs. */
    public static TestInstance create(StackHarness stack, String edition, String version, int replicas) {
        return started(stack, OwnInstance.request(stack.api(), "test", edition, version, MEMORY_MB, replicas));
    }

    /** One for which clients need this password, null for none; returns when it runs. */
    public static TestInstance create(
            StackHarness stack, String edition, String version, int replicas, String password) {
        return started(
                stack, OwnInstance.request(stack.api(), "test", edition, version, MEMORY_MB, replicas, 1, password));
    }

    /** One with several proxies behind its endpoint, all of an older release; returns when it runs. */
    public static TestInstance behindOlderProxies(StackHarness stack, String version, int proxies) {
        LabelledProxyJar jar = stack.underTest().proxyJar();
        jar.become("0.0.1");
        try {
            return started(stack, OwnInstance.request(stack.api(), "test", "REDIS", version, MEMORY_MB, 1, proxies));
        } finally {
            jar.becomeCurrent();
        }
    }

    private static TestInstance started(StackHarness stack, OwnInstance own) {
        Awaitility.await("the instance runs").atMost(LIMIT).until(own::runs);
        return new TestInstance(stack, own);
    }

    public String id() {
        return own.id();
    }

    public String password() {
        return own.password();
    }

    public InstanceView view() {
        return own.view();
    }

    /** Its endpoint, as clients know it. */
    public Target endpoint() {
        return own.endpoint();
    }

    /** What the engine behind the endpoint says. */
    public String engineVersion() {
        return own.engineVersion();
    }

    public Set<String> nodeIds() {
        return view().nodes().stream().map(InstanceView.Node::id).collect(Collectors.toSet());
    }

    /** The engine that takes the writes, without the proxy between. */
    public Jedis connectToMaster() {
        return own.connectToMaster();
    }

    /** How it is now; the settings are all that the master tells of itself. */
    public Condition condition() {
        return own.condition();
    }

    /** Removes it; what its removal does to the system is another test's matter. */
    @Override
    public void close() {
        try {
            stack.api().delete(own.id());
            Awaitility.await("the instance is gone").atMost(LIMIT).until(() -> !stack.api()
                    .exists(own.id()));
        } catch (ApiProblem problem) {
            // A test that failed leaves an upgrade open, and its own failure is what matters.
            if (problem.status() != 409) {
                throw problem;
            }
        }
    }
}
