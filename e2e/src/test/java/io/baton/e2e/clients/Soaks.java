package io.baton.e2e.clients;

import io.baton.e2e.workload.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** One application a library, on the same instance at the same time. */
public final class Soaks {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<Application> soaks;

    private Soaks(List<Application> soaks) {
        this.soaks = soaks;
    }

    /** On the JVM. */
    public static Soaks ofJava(Target target) {
        return new Soaks(List.of(
                Soak.start("jedis", new JedisLibrary(target)),
                Soak.start("lettuce", new LettuceLibrary(target)),
                Soak.start("redisson", new RedissonLibrary(target))));
    }

    /** On Node, which must be there: see {@link NodeInstallation}. */
    public static Soaks ofNode(Target target) {
        return new Soaks(List.of(
                NodeSoak.start("ioredis", target),
                NodeSoak.start("ioredis-5", target),
                NodeSoak.start("node-redis", target)));
    }

    /** Returns once each library has done everything that many times more. */
    public void awaitMore(long times) {
        for (Application soak : soaks) {
            Map<String, Long> before = soak.counts();
            Awaitility.await("all goes on").atMost(LIMIT).until(() -> soak.counts().entrySet().stream()
                    .allMatch(count -> count.getValue() >= before.get(count.getKey()) + times));
        }
    }

    public void stopAndExpectNothingHappened() throws InterruptedException {
        for (Application soak : soaks) {
            soak.stop().expectNothingHappened();
        }
    }
}
