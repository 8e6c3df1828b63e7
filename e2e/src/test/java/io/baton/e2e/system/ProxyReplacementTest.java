package io.baton.e2e.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.client.InstanceView;
import io.baton.client.UpgradeView;
import io.baton.e2e.harness.SharedStack;
import io.baton.e2e.harness.StackHarness;
import io.baton.e2e.harness.TestInstance;
import io.baton.e2e.harness.UnderLoad;
import io.baton.e2e.harness.Upgrades;
import io.baton.e2e.workload.Target;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;

/** An upgrade replaces proxies of an older release, and neither who is connected nor who connects notices. */
@Order(9)
@ExtendWith(SharedStack.class)
class ProxyReplacementTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int PROXIES = 2;

    private final StackHarness stack;

    ProxyReplacementTest(StackHarness stack) {
        this.stack = stack;
    }

    @Test
    void twoOlderProxiesAreReplacedUnderLoad() throws Exception {
        try (TestInstance instance = TestInstance.behindOlderProxies(stack, "6.2.7", PROXIES)) {
            Set<String> older = proxies(instance, "0.0.1");
            assertThat(older).hasSize(PROXIES);
            try (UnderLoad load = UnderLoad.on(instance.endpoint());
                    Comers comers = new Comers(instance.endpoint())) {
                comers.awaitMore(20);

                UpgradeView upgrade = stack.api().upgrade(instance.id(), "7.0", "NOW");
                UpgradeView end = new Upgrades(stack.api()).awaitCompleted(upgrade.id());

                assertThat(end.receipt().path("proxiesReplaced").asInt()).isEqualTo(PROXIES);
                assertThat(proxies(instance, stack.underTest().proxyJar().current()))
                        .hasSize(PROXIES)
                        .doesNotContainAnyElementsOf(older);
                assertThat(stack.nodeIds())
                        .as("they serve the clients that they have")
                        .containsAll(older);
                comers.awaitMore(20);
                load.stopAndExpectNothingHappened();
            }
            Awaitility.await("the older proxies end with their last clients")
                    .atMost(LIMIT)
                    .until(() -> stack.nodeIds().stream().noneMatch(older::contains));
            assertThat(instance.engineVersion()).isEqualTo("7.0.15");
        }
    }

    private static Set<String> proxies(TestInstance instance, String release) {
        return instance.view().nodes().stream()
                .filter(node -> "PROXY".equals(node.role()) && release.equals(node.version()))
                .map(InstanceView.Node::id)
                .collect(Collectors.toSet());
    }

    /** Clients that connect, ask, and leave, a hundred a second. */
    private static final class Comers implements AutoCloseable {
        private static final long EVERY_MILLIS = 10;

        private final AtomicInteger served = new AtomicInteger();
        private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

        Comers(Target target) {
            thread.scheduleAtFixedRate(() -> comeAndGo(target), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void comeAndGo(Target target) {
            try (Jedis client = target.connect()) {
                client.incr("comers");
                served.incrementAndGet();
            } catch (RuntimeException refused) {
                failure.compareAndSet(null, refused);
            }
        }

        void awaitMore(int more) {
            int goal = served.get() + more;
            Awaitility.await("new clients are served").atMost(LIMIT).until(() -> served.get() >= goal);
        }

        @Override
        public void close() throws InterruptedException {
            thread.shutdown();
            assertThat(thread.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(failure.get()).as("nobody who connects is refused").isNull();
        }
    }
}
