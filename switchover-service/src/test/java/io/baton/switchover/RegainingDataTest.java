package io.baton.switchover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.contracts.UpgradeEvent.SwitchCompleted;
import io.baton.switchover.model.Attempt;
import io.baton.switchover.model.SwitchSignals.AttemptBegun;
import io.baton.testkit.EngineBuilds;
import io.baton.testkit.EngineBuilds.Build;
import io.baton.testkit.RespSocket;
import io.baton.testkit.TestEngine;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The new master dies after the commit, before a client was sent to it: it is filled again before it is promoted. */
@ServiceTest
class RegainingDataTest extends SwitchTests {

    /** The new master dies between the commit and its promotion, and comes back empty: the frozen old one has it all. */
    @Test
    void aNewMasterThatDiedRightAfterTheCommitIsFilledAgainBeforeItIsPromoted() throws Exception {
        try (TestInstance instance = new TestInstance(home, "6.2.7", "7.0.15");
                RespSocket client = instance.client()) {
            long epoch = epochs.next();
            Attempt attempt = attempt(instance, epoch);
            client.command("SET", "unsaved", "1");
            await().atMost(PATIENCE).until(() -> instance.newMaster.command("GET", "unsaved") != null);
            holdAndFence(instance, epoch);
            instance.newMaster.kill9();
            instance.newMaster.startAgain();
            assertThat(instance.newMaster.command("GET", "unsaved")).isNull();

            diedAfter(instance, new AttemptBegun(attempt), committed());

            topics.await(SwitchCompleted.class, instance.upgradeId);
            assertThat(instance.newMaster.command("GET", "unsaved")).isEqualTo("1");
            assertThat(client.command("SET", "after", "1")).isEqualTo("OK");
            assertThat(instance.newMaster.command("GET", "after")).isEqualTo("1");
        }
    }

    /** Demoted, the old master sends nobody its data: it is promoted, and demoted again when the new one has all. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("demotedSources")
    void aNewMasterIsFilledAgainFromAnOldOneThatWasDemoted(Build from) throws Exception {
        try (TestInstance instance =
                        new TestInstance(home, from, EngineBuilds.ofMaven("7.0.15"), Optional.of("secret"));
                RespSocket client = instance.client()) {
            long epoch = epochs.next();
            Attempt attempt = attempt(instance, epoch);
            client.command("SET", "unsaved", "1");
            await().atMost(PATIENCE).until(() -> instance.newMaster.command("GET", "unsaved") != null);
            holdAndFence(instance, epoch);
            instance.newMaster.kill9();
            instance.newMaster.startAgain();

            diedAfter(instance, new AttemptBegun(attempt), committed());

            topics.await(SwitchCompleted.class, instance.upgradeId);
            assertThat(instance.newMaster.command("GET", "unsaved")).isEqualTo("1");
            assertThat(instance.oldMaster.info("role")).isEqualTo("slave");
            assertThat(client.command("SET", "after", "1")).isEqualTo("OK");
            assertThat(instance.newMaster.command("GET", "after")).isEqualTo("1");
        }
    }

    /** Nobody starts a frozen master again, so waiting for it would have no end. */
    @Test
    void whenBothMastersDiedTheNewOneGoesOnWithWhatItHasOnItsDisk() throws Exception {
        try (TestInstance instance = new TestInstance(home, "6.2.7", "7.0.15");
                RespSocket client = instance.client()) {
            long epoch = epochs.next();
            Attempt attempt = attempt(instance, epoch);
            client.command("SET", "saved", "1");
            await().atMost(PATIENCE).until(() -> instance.newMaster.command("GET", "saved") != null);
            holdAndFence(instance, epoch);
            instance.newMaster.restart();
            instance.oldMaster.kill9();

            diedAfter(instance, new AttemptBegun(attempt), committed());

            topics.await(SwitchCompleted.class, instance.upgradeId);
            assertThat(client.command("GET", "saved")).isEqualTo("1");
            assertThat(client.command("SET", "after", "1")).isEqualTo("OK");
        }
    }

    /** An old master whose fence is not known to stand may take writes that the new one would never get. */
    @Test
    void aNewMasterFollowsAnOldOneOnlyAfterThatHasTakenItsFence() throws Exception {
        try (TestInstance instance = new TestInstance(home, "6.2.7", "7.0.15");
                RespSocket client = instance.client()) {
            long epoch = epochs.next();
            Attempt attempt = attempt(instance, epoch);
            client.command("SET", "unsaved", "1");
            await().atMost(PATIENCE).until(() -> instance.newMaster.command("GET", "unsaved") != null);
            holdAndFence(instance, epoch);
            instance.newMaster.kill9();
            instance.newMaster.startAgain();
            instance.oldMaster.command("ACL", "SETUSER", "default", "-config");

            diedAfter(instance, new AttemptBegun(attempt), committed());

            await("the fence is tried again").atMost(PATIENCE).until(() -> refusals(instance.oldMaster) >= 2);
            assertThat(instance.newMaster.info("role")).isEqualTo("master");
            assertThat(instance.newMaster.command("GET", "unsaved")).isNull();
            instance.oldMaster.command("ACL", "SETUSER", "default", "+config");
            topics.await(SwitchCompleted.class, instance.upgradeId);
            assertThat(instance.newMaster.command("GET", "unsaved")).isEqualTo("1");
        }
    }

    private static long refusals(TestEngine engine) {
        List<?> log = (List<?>) engine.command("ACL", "LOG");
        return log.stream().mapToLong(entry -> (Long) ((List<?>) entry).get(1)).sum();
    }
}
