package io.baton.switchover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.contracts.UpgradeEvent.SwitchCompleted;
import io.baton.engine.Secret;
import io.baton.engine.credential.CredentialStore;
import io.baton.switchover.model.Attempt;
import io.baton.switchover.model.SwitchSignals.AttemptBegun;
import io.baton.testkit.RespSocket;
import io.baton.testkit.TestEngine;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The new master dies after the commit, before a client was sent to it: it is filled again before it is promoted. */
@ServiceTest
class RegainingDataTest extends SwitchTests {

    @Inject
    CredentialStore credentials;

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

    /** Its fence is another password, which the new master has to be told before it can follow once more. */
    @Test
    void aNewMasterOfASourceBefore62IsFilledAgainThroughTheShutDoor() throws Exception {
        try (TestInstance instance = new TestInstance(home, "6.0.5", "7.0.15");
                RespSocket client = instance.client()) {
            long epoch = epochs.next();
            Attempt attempt = attempt(instance, epoch);
            client.command("SET", "unsaved", "1");
            await().atMost(PATIENCE).until(() -> instance.newMaster.command("GET", "unsaved") != null);
            hold(instance, epoch);
            credentials.put("upgrade/" + instance.upgradeId + "/fence", Secret.of("door"));
            try (RespSocket admin = instance.oldMaster.connect()) {
                admin.command("CONFIG", "SET", "min-replicas-to-write", "99");
                admin.command("CONFIG", "SET", "requirepass", "door");
            }
            instance.newMaster.kill9();
            instance.newMaster.startAgain();

            diedAfter(instance, new AttemptBegun(attempt), committed());

            topics.await(SwitchCompleted.class, instance.upgradeId);
            assertThat(instance.newMaster.command("GET", "unsaved")).isEqualTo("1");
            assertThat(instance.newMaster.command("CONFIG", "GET", "masterauth").toString())
                    .doesNotContain("door");
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
