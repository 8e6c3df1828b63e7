package io.baton.e2e.system;

import io.baton.e2e.harness.TestInstance;
import io.baton.e2e.stack.Condition;
import io.baton.e2e.workload.DataFill;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.Jedis;

/** Makes an engine take seconds over a full synchronization, by a setting that is there for exactly that. */
final class SlowSync {

    private static final String SETTING = "rdb-key-save-delay";
    private static final String MICROS_A_KEY = "500";
    /** With its own 50 µs of the system's timer about 4 s. */
    private static final int MEGABYTES = 8;

    private SlowSync() {}

    static void prepare(TestInstance instance) {
        DataFill.ofMegabytes(MEGABYTES).write(instance.endpoint(), written -> {});
        try (Jedis master = instance.connectToMaster()) {
            master.configSet(SETTING, MICROS_A_KEY);
        }
    }

    /** The condition without what the test itself changed. */
    static Condition withoutIt(Condition condition) {
        Map<String, String> settings = new TreeMap<>(condition.settings());
        settings.remove(SETTING);
        return new Condition(condition.version(), condition.status(), condition.nodes(), settings);
    }
}
