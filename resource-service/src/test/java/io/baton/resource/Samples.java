package io.baton.resource;

import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineBuild;
import io.baton.contracts.EngineNode;
import io.baton.contracts.InstanceEvent.InstanceRequested;
import io.baton.contracts.NodeSpec;
import io.baton.contracts.ProxyNode;
import io.baton.contracts.Reason;
import io.baton.contracts.SwitchReceipt;
import io.baton.contracts.Topology;
import io.baton.contracts.UpgradeEvent.SwitchCompleted;
import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Well-formed values for tests of the model. */
public final class Samples {
    public static final String INSTANCE = "ins-1";
    public static final String UPGRADE = "upg-1";
    public static final EngineBuild OLD = new EngineBuild("REDIS", "6.2.7");
    public static final EngineBuild NEW = new EngineBuild("REDIS", "7.0.15");
    public static final NodeSpec SPEC = new NodeSpec(64, 1, "instance/ins-1/password");
    public static final Endpoint ENDPOINT = new Endpoint("127.0.0.1", 21000);
    public static final Reason REASON = new Reason("NO_BUILD", "There is no build of REDIS 9.9.9.");
    public static final Topology TARGET = topology("new", NEW, 22010);
    public static final Topology SOURCE = topology("old", OLD, 22000)
            .behind(List.of(
                    new ProxyNode("proxy", ENDPOINT, new Endpoint("127.0.0.1", 22020), "instance/ins-1/proxy-token")));

    private Samples() {}

    public static InstanceRequested instanceRequested() {
        return new InstanceRequested(INSTANCE, OLD, SPEC, ENDPOINT);
    }

    public static UpgradeRequested upgradeRequested() {
        return new UpgradeRequested(UPGRADE, INSTANCE, OLD, NEW, SPEC);
    }

    public static SwitchCompleted switchCompleted(String upgradeId, String instanceId, Topology served) {
        return switchCompleted(upgradeId, instanceId, served, Map.of());
    }

    public static SwitchCompleted switchCompleted(
            String upgradeId, String instanceId, Topology served, Map<String, String> fenced) {
        return new SwitchCompleted(
                upgradeId,
                instanceId,
                1,
                served,
                new SwitchReceipt(
                        1, 7, 4, 1, 1, 1, 1, 1, 1, 20, 100, 100, 0, 0, 0, 0, "6.2.7", "7.0.15", Instant.EPOCH, null),
                fenced);
    }

    private static Topology topology(String name, EngineBuild build, int port) {
        return new Topology(
                new EngineNode(name + "-master", new Endpoint("127.0.0.1", port), build),
                List.of(new EngineNode(name + "-replica", new Endpoint("127.0.0.1", port + 1), build)),
                List.of());
    }
}
