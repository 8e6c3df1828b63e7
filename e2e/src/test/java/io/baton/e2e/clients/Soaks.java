package io.baton.e2e.clients;

import io.baton.e2e.workload.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** One application a library, on the same instance at the same time. */
public final class Soaks {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<Soak> soaks;

    private Soaks(List<Soak> soaks) {
        this.soaks = soaks;
    }

    public static Soaks start(Target target) {
        return new Soaks(List.of(
                Soak.start("jedis", new JedisLibrary(target)),
                Soak.start("lettuce", new LettuceLibrary(target)),
                Soak.start("redisson", new RedissonLibrary(target))));
    }

    /** Returns once each library has done everything that many times more. */
    public void awaitMore(long times) {
        for (Soak soak : soaks) {
            Map<String, Long> before = soak.counts();
            Awaitility.await("all goes on").atMost(LIMIT).until(() -> soak.counts().entrySet().stream()
                    .allMatch(count -> count.getValue() >= before.get(count.getKey()) + times));
        }
    }

    public void stopAndExpectNothingHappened() throws InterruptedException {
        for (Soak soak : soaks) {
            soak.stopAndExpectNothingHappened();
        }
    }
}
