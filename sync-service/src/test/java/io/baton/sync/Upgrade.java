package io.baton.sync;

import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineBuild;
import io.baton.contracts.EngineNode;
import io.baton.contracts.Reason;
import io.baton.contracts.SwitchReceipt;
import io.baton.contracts.Topology;
import io.baton.contracts.UpgradeEvent.ResourcesAllocated;
import io.baton.contracts.UpgradeEvent.SwitchCompleted;
import io.baton.contracts.UpgradeEvent.UpgradeCancelled;
import io.baton.contracts.UpgradeEvent.UpgradeFailed;
import io.baton.testkit.RespSocket;
import io.baton.testkit.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The engines of one upgrade, real ones, as resource-service would have left them, and the events about it. */
final class Upgrade implements AutoCloseable {
    private static final Map<String, String> CREDENTIALS =
            Map.of("requirepass", HomeResource.PASSWORD, "masterauth", HomeResource.PASSWORD);

    private static final int KEYS_AT_ONCE = 1_000;

    final String id = UUID.randomUUID().toString();
    final String instanceId = UUID.randomUUID().toString();
    final TestEngine oldMaster;
    final TestEngine newMaster;
    final TestEngine newReplica;

    private Upgrade(TestEngine oldMaster, TestEngine newMaster, TestEngine newReplica) {
        this.oldMaster = oldMaster;
        this.newMaster = newMaster;
        this.newReplica = newReplica;
    }

    static Upgrade between(String from, String to) {
        return between(from, to, CREDENTIALS);
    }

    static Upgrade between(String from, String to, Map<String, String> ofNewMaster) {
        return new Upgrade(
                TestEngine.start(from, CREDENTIALS),
                TestEngine.start(to, ofNewMaster),
                TestEngine.start(to, CREDENTIALS));
    }

    /** With settings of the old master beside its credentials. */
    static Upgrade from(String from, String to, Map<String, String> ofOldMaster) {
        Map<String, String> all = new LinkedHashMap<>(CREDENTIALS);
        all.putAll(ofOldMaster);
        return new Upgrade(
                TestEngine.start(from, all), TestEngine.start(to, CREDENTIALS), TestEngine.start(to, CREDENTIALS));
    }

    /** Fills the old master; without a script, which would have to be carried over. */
    Upgrade filled(int keys) {
        String value = "x".repeat(100);
        try (RespSocket master = oldMaster.connect()) {
            for (int from = 1; from <= keys; from += KEYS_AT_ONCE) {
                List<String> words = new ArrayList<>(List.of("MSET"));
                for (int key = from; key < Math.min(from + KEYS_AT_ONCE, keys + 1); key++) {
                    words.add("key:" + key);
                    words.add(value);
                }
                master.command(words.toArray(String[]::new));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return this;
    }

    ResourcesAllocated allocated() {
        return new ResourcesAllocated(
                id,
                instanceId,
                new Topology(node("old-master", oldMaster), List.of(), List.of()),
                target(),
                HomeResource.CREDENTIAL);
    }

    UpgradeCancelled cancelled() {
        return new UpgradeCancelled(id, instanceId);
    }

    UpgradeFailed failed() {
        return new UpgradeFailed(id, instanceId, new Reason("SYNC_FAILED", "It did not work."));
    }

    SwitchCompleted switched() {
        return new SwitchCompleted(
                id,
                instanceId,
                1,
                target(),
                new SwitchReceipt(
                        1,
                        1,
                        5,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        9,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        oldMaster.version(),
                        newMaster.version(),
                        Instant.now(),
                        null),
                Map.of());
    }

    private Topology target() {
        return new Topology(node("new-master", newMaster), List.of(node("new-replica", newReplica)), List.of());
    }

    private static EngineNode node(String name, TestEngine engine) {
        return new EngineNode(
                name, new Endpoint(engine.host(), engine.port()), new EngineBuild("REDIS", engine.version()));
    }

    /** Every setting that the engine has, in order. */
    static Map<String, String> settings(TestEngine engine) {
        List<?> flat = (List<?>) engine.command("CONFIG", "GET", "*");
        Map<String, String> settings = new TreeMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            settings.put((String) flat.get(i), (String) flat.get(i + 1));
        }
        // Which node it follows is no setting of the synchronisation.
        settings.keySet().removeAll(List.of("slaveof", "replicaof"));
        return settings;
    }

    /** How often a node was told to replicate or to stop it, since its start. */
    static long replicationCommands(TestEngine engine) {
        Map<String, Long> calls = new LinkedHashMap<>();
        engine.command("INFO", "commandstats").toString().lines().forEach(line -> {
            if (line.startsWith("cmdstat_replicaof:calls=") || line.startsWith("cmdstat_slaveof:calls=")) {
                String count = line.substring(line.indexOf('=') + 1, line.indexOf(','));
                calls.put(line.substring(0, line.indexOf(':')), Long.parseLong(count));
            }
        });
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() {
        newReplica.close();
        newMaster.close();
        oldMaster.close();
    }
}
