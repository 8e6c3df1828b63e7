package io.baton.switchover;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.ProxyNode;
import io.baton.contracts.UpgradeEvent.SwitchCompleted;
import io.baton.contracts.UpgradeEvent.SwitchWindowMissed;
import io.baton.testkit.RespSocket;
import org.junit.jupiter.api.Test;

/** A switch of an instance whose proxy is of an older release: a newer one stands by. */
@ServiceTest
class ReplacedProxyTest extends SwitchTests {

    @Test
    void theNewerOneTakesTheEndpointOverAndBothSwitchTogether() throws Exception {
        try (TestInstance instance = new TestInstance(home, "6.2.7", "7.0.15");
                SteadyWriter before = new SteadyWriter(instance)) {
            TestProxy newer = instance.newerProxy();
            topics.send(instance.grant(1));

            SwitchCompleted done = topics.await(SwitchCompleted.class, instance.upgradeId);

            assertThat(done.receipt().proxiesReplaced()).isEqualTo(1);
            assertThat(done.receipt().connectionsMoved()).isEqualTo(1);
            assertThat(done.topology().proxies())
                    .extracting(ProxyNode::nodeId)
                    .containsExactly(newer.node().nodeId());
            before.awaitMore(50);
            instance.proxy.kill9();
            try (RespSocket after = instance.client()) {
                assertThat(after.command("SET", "after", "1")).isEqualTo("OK");
            }
            assertThat(instance.newMaster.command("GET", "after")).isEqualTo("1");
        }
    }

    @Test
    void anOlderOneThatDiedOnceItWasReplacedIsNotWaitedFor() throws Exception {
        try (TestInstance instance = new TestInstance(home, "6.2.7", "7.0.15")) {
            instance.newerProxy();
            try (HalfSentCommand half = new HalfSentCommand(instance.proxy.port())) {
                topics.send(instance.grant(1));
                assertThat(topics.await(SwitchWindowMissed.class, instance.upgradeId)
                                .reason()
                                .code())
                        .isEqualTo("NOT_DRAINED");
            }
            instance.proxy.kill9();

            topics.send(instance.grant(2));

            assertThat(topics.await(SwitchCompleted.class, instance.upgradeId)
                            .receipt()
                            .proxiesReplaced())
                    .isEqualTo(1);
            try (RespSocket client = instance.client()) {
                assertThat(client.command("SET", "after", "1")).isEqualTo("OK");
            }
            assertThat(instance.newMaster.command("GET", "after")).isEqualTo("1");
        }
    }

    @Test
    void anOlderOneThatDoesNotHandOverStaysInItsPlace() throws Exception {
        try (TestInstance instance = new TestInstance(home, "6.2.7", "7.0.15");
                SteadyWriter writer = new SteadyWriter(instance)) {
            instance.newerProxy();
            instance.proxy.removeHandoverSocket();
            topics.send(instance.grant(1));

            SwitchCompleted done = topics.await(SwitchCompleted.class, instance.upgradeId);

            assertThat(done.receipt().proxiesReplaced()).isZero();
            assertThat(done.topology().proxies())
                    .extracting(ProxyNode::nodeId)
                    .containsExactly(instance.proxy.node().nodeId());
            writer.awaitMore(50);
        }
    }
}
