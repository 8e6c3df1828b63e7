package io.baton.e2e.demo;

import io.baton.client.ApiProblem;
import io.baton.client.BatonApi;
import io.baton.client.InstanceView;
import io.baton.e2e.stack.OwnInstance;
import io.baton.e2e.workload.EngineInfo;
import io.baton.e2e.workload.Target;
import io.baton.local.UserError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The demo's own instance, with a password that nobody else knows. */
public final class DemoInstance {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final BatonApi api;
    private final InstanceView created;
    private final Target endpoint;

    private DemoInstance(BatonApi api, InstanceView created, String password) {
        this.api = api;
        this.created = created;
        this.endpoint = new Target(created.endpoint().host(), created.endpoint().port(), password);
    }

    /**
     * Returns when it runs.
     *
     * @throws UserError when it does not
     */
    public static DemoInstance create(BatonApi api, String version, int memoryMb, int replicas) {
        OwnInstance own = OwnInstance.request(api, "demo", "REDIS", version, memoryMb, replicas);
        return new DemoInstance(api, awaitRunning(api, own.id()), own.password());
    }

    private static InstanceView awaitRunning(BatonApi api, String id) {
        AtomicReference<InstanceView> latest = new AtomicReference<>();
        try {
            Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> {
                latest.set(api.instance(id));
                return !latest.get().status().equals("CREATING");
            });
        } catch (ConditionTimeoutException late) {
            throw new UserError("The instance %s is still being created after %d s.", id, LIMIT.toSeconds());
        }
        if (!latest.get().status().equals("RUNNING")) {
            throw new UserError(
                    "The instance %s could not be created: it is %s.",
                    id, latest.get().status());
        }
        return latest.get();
    }

    public String id() {
        return created.id();
    }

    /** As it was when it began to run. */
    InstanceView before() {
        return created;
    }

    public Target endpoint() {
        return endpoint;
    }

    /** What the API says now. */
    String metadataVersion() {
        return api.instance(created.id()).version();
    }

    /** What the engine behind the endpoint says now. */
    String engineVersion() {
        return EngineInfo.versionOf(endpoint);
    }

    /** How many of the engines that it began with still listen. */
    int firstEnginesLeft() {
        return (int) created.nodes().stream()
                .filter(node -> "ENGINE".equals(node.kind()))
                .filter(node -> listens(node.host(), node.port()))
                .count();
    }

    private static boolean listens(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 1_000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** Answers whether it is gone in time. */
    public boolean remove() {
        try {
            api.delete(created.id());
            Awaitility.await()
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> !api.exists(created.id()));
            return true;
        } catch (ConditionTimeoutException | ApiProblem notNow) {
            return false;
        }
    }
}
