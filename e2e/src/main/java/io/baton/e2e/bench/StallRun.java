package io.baton.e2e.bench;

import io.baton.e2e.demo.Demo;
import io.baton.e2e.demo.DemoResult;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * One upgrade under load, and what the clients did to themselves meanwhile: they are threads of this JVM, whose garbage
 * collector stops all of them at once, which would look like a stall.
 *
 * @param pausedMillis how long this JVM's collections took in all while the clients ran
 */
record StallRun(DemoResult demo, long pausedMillis) {

    static StallRun of(Demo demo) throws InterruptedException {
        // With what the runs before left cleared away, the heap of e2e/bench is large enough for one run.
        System.gc();
        long before = collecting();
        DemoResult result = demo.run();
        return new StallRun(result, collecting() - before);
    }

    private static long collecting() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }
}
