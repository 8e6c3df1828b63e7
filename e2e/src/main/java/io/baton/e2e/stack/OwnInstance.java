package io.baton.e2e.stack;

import io.baton.client.BatonApi;
import io.baton.client.BatonApi.NewInstance;
import io.baton.client.InstanceView;
import io.baton.e2e.workload.EngineInfo;
import io.baton.e2e.workload.Target;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;

/** An instance that was made for a test or a benchmark, with a password that nobody else knows. */
public record OwnInstance(BatonApi api, String id, String password) {

    /**
     * Asks for one; it does not run yet.
     *
     * @param prefix of its name, that tells what it is for
     */
    public static OwnInstance request(
            BatonApi api, String prefix, String edition, String version, int memoryMb, int replicas) {
        return request(api, prefix, edition, version, memoryMb, replicas, 1);
    }

    /** As the former, with several proxies behind one endpoint. */
    public static OwnInstance request(
            BatonApi api, String prefix, String edition, String version, int memoryMb, int replicas, int proxies) {
        return request(api, prefix, edition, version, memoryMb, replicas, proxies, "secret-" + UUID.randomUUID());
    }

    /** As the former, for which clients need this password; null for none. */
    public static OwnInstance request(
            BatonApi api,
            String prefix,
            String edition,
            String version,
            int memoryMb,
            int replicas,
            int proxies,
            String password) {
        String name = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
        InstanceView accepted =
                api.create(new NewInstance(name, edition, version, memoryMb, replicas, proxies, password));
        return new OwnInstance(api, accepted.id(), password);
    }

    public InstanceView view() {
        return api.instance(id);
    }

    public boolean runs() {
        return "RUNNING".equals(view().status());
    }

    /** Its endpoint, as clients know it. */
    public Target endpoint() {
        InstanceView.Endpoint endpoint = view().endpoint();
        return new Target(endpoint.host(), endpoint.port(), password);
    }

    /** One of its engines, without the proxy between. */
    public Target engine(InstanceView.Node node) {
        return new Target(node.host(), node.port(), password);
    }

    /** The engine that takes the writes, without the proxy between. */
    public Jedis connectToMaster() {
        return engine(view().master()).connect();
    }

    /** What the engine behind the endpoint says. */
    public String engineVersion() {
        return EngineInfo.versionOf(endpoint());
    }

    /** Without its password. */
    @Override
    public String toString() {
        return id;
    }

    /** How it is now, by the API and by the engine that the API calls its master. */
    public Condition condition() {
        InstanceView view = view();
        try (Jedis master = engine(view.master()).connect()) {
            return new Condition(
                    view.version(),
                    view.status(),
                    new TreeMap<>(view.nodes().stream()
                            .collect(Collectors.toMap(node -> node.role() + " " + node.id(), InstanceView.Node::port))),
                    new TreeMap<>(master.configGet("*")));
        }
    }
}
