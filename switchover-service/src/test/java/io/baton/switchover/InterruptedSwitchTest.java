package io.baton.switchover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.contracts.UpgradeEvent.SwitchCompleted;
import io.baton.contracts.UpgradeEvent.SwitchWindowMissed;
import io.baton.switchover.model.Attempt;
import io.baton.switchover.model.SwitchSignals.AttemptBegun;
import io.baton.testkit.EngineBuilds;
import io.baton.testkit.EngineBuilds.Build;
import io.baton.testkit.RespSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a process leaves behind that died in the middle of a switch is undone before the commit, and finished after it. */
@ServiceTest
class InterruptedSwitchTest extends SwitchTests {

    /** What a process leaves behind that died between the record of its attempt and the commit: all of it is undone. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void anAttemptWhoseDriverDiedBeforeTheCommitIsUndone(Build from) throws Exception {
        try (TestInstance instance = new TestInstance(home, from, EngineBuilds.ofMaven("7.0.15"), Optional.empty());
                RespSocket client = instance.client()) {
            client.command("SET", "before", "1");
            Map<String, String> before = settings(instance);
            long epoch = epochs.next();
            holdAndFence(instance, epoch);

            diedAfter(instance, new AttemptBegun(attempt(instance, epoch)));

            assertThat(topics.await(SwitchWindowMissed.class, instance.upgradeId)
                            .reason()
                            .code())
                    .isEqualTo("INTERRUPTED");
            assertThat(settings(instance)).isEqualTo(before);
            assertThat(client.command("SET", "after", "1")).isEqualTo("OK");
            assertThat(instance.oldMaster.command("GET", "after")).isEqualTo("1");
            await("replication goes on where it was").atMost(PATIENCE).until(() -> "1"
                    .equals(instance.newMaster.command("GET", "after")));
            assertThat(instance.oldMaster.info("sync_full")).isEqualTo("1");
        }
    }

    /** Sent to it at once, its clients would get errors from the fence. */
    @Test
    void clientsWaitForAnOldMasterThatIsSlowUntilItsFenceIsLowered() throws Exception {
        try (TestInstance instance = new TestInstance(home, "6.2.7", "7.0.15");
                RespSocket client = instance.client()) {
            long epoch = epochs.next();
            Attempt attempt = attempt(instance, epoch);
            hold(instance, epoch);
            instance.oldMaster.command("CONFIG", "SET", "min-replicas-to-write", "99");
            instance.oldMaster.sigstop();
            client.send("SET", "after", "1");

            diedAfter(instance, new AttemptBegun(attempt));
            await().pollDelay(Duration.ofMillis(2_500)).until(() -> true);
            instance.oldMaster.sigcont();

            assertThat(client.read()).isEqualTo("OK");
            topics.await(SwitchWindowMissed.class, instance.upgradeId);
        }
    }

    /** What a process leaves behind that died right after the commit: it goes forward. */
    @Test
    void anAttemptWhoseDriverDiedAfterTheCommitGoesForward() throws Exception {
        try (TestInstance instance = new TestInstance(home, "6.2.7", "7.0.15");
                RespSocket client = instance.client()) {
            long epoch = epochs.next();
            holdAndFence(instance, epoch);

            diedAfter(instance, new AttemptBegun(attempt(instance, epoch)), committed());

            topics.await(SwitchCompleted.class, instance.upgradeId);
            assertThat(client.command("SET", "after", "1")).isEqualTo("OK");
            assertThat(instance.newMaster.command("GET", "after")).isEqualTo("1");
            assertThat(instance.oldMaster.command("GET", "after")).isNull();
        }
    }
}
