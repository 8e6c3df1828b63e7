package io.baton.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.contracts.SyncProgress.Phase;
import io.baton.contracts.UpgradeEvent;
import io.baton.contracts.UpgradeEvent.SyncCaughtUp;
import io.baton.contracts.UpgradeEvent.SyncFailed;
import io.baton.contracts.UpgradeEvent.SyncFellBehind;
import io.baton.contracts.UpgradeEvent.SyncProgressed;
import io.baton.contracts.UpgradeEvent.SyncStopped;
import io.baton.testkit.KafkaResource;
import io.baton.testkit.PostgresResource;
import io.baton.testkit.RespSocket;
import io.baton.testkit.TestEngine;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events in, effects on real engines, events out. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(HomeResource.class)
class SynchronisationTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static Events events;

    @Inject
    DataSource database;

    @BeforeAll
    static void listen() {
        events = new Events();
    }

    @AfterAll
    static void stopListening() throws InterruptedException {
        events.close();
    }

    @ParameterizedTest
    @CsvSource({"6.2.7, 7.0.15", "6.0.5, 7.0.15", "6.2.6, 6.2.7"})
    void newNodesCatchUpUnderLoadAndACancelLeavesTheOldMasterExactlyAsItWas(String from, String to) throws Exception {
        try (Upgrade upgrade = Upgrade.between(from, to).filled(20_000)) {
            Map<String, String> before = Upgrade.settings(upgrade.oldMaster);
            try (WriteLoad load = new WriteLoad(upgrade.oldMaster)) {
                events.send(upgrade.allocated());
                SyncCaughtUp caughtUp = hear(upgrade, SyncCaughtUp.class, 1).get(0);
                assertThat(caughtUp.sequence()).isEqualTo(1);
                assertThat(caughtUp.lagBytes()).isLessThan(10_000_000);
                assertThat(Upgrade.settings(upgrade.oldMaster)).isNotEqualTo(before);

                long written = load.written();
                await("load goes on").atMost(SOON).until(() -> load.written() > written + 20_000);
                assertThat(events.heard(SyncFellBehind.class, upgrade.id)).isEmpty();
            }
            List<SyncProgressed> progress = hear(upgrade, SyncProgressed.class, 1);
            assertThat(progress).anyMatch(told -> told.progress().phase() == Phase.FULL);
            await("the chained replica has everything")
                    .atMost(SOON)
                    .until(() -> upgrade.oldMaster.command("DBSIZE").equals(upgrade.newReplica.command("DBSIZE")));
            assertThat(upgrade.oldMaster.info("sync_full"))
                    .as("forks of the old master")
                    .isEqualTo("1");

            events.send(upgrade.cancelled());
            hear(upgrade, SyncStopped.class, 1);
            assertThat(Upgrade.settings(upgrade.oldMaster)).isEqualTo(before);
            assertThat(upgrade.newMaster.info("role")).as("detached").isEqualTo("master");
        }
    }

    @Test
    void afterTheSwitchTheNewNodesHaveTheirOwnSettingsAgain() {
        try (Upgrade upgrade = Upgrade.between("6.2.7", "7.0.15").filled(1_000)) {
            for (TestEngine node : List.of(upgrade.newMaster, upgrade.newReplica)) {
                // As whoever makes the nodes does: what clients would notice stays.
                node.command("CONFIG", "SET", "acl-pubsub-default", "allchannels");
            }
            Map<String, String> master = Upgrade.settings(upgrade.newMaster);
            Map<String, String> replica = Upgrade.settings(upgrade.newReplica);
            events.send(upgrade.allocated());
            hear(upgrade, SyncCaughtUp.class, 1);
            assertThat(Upgrade.settings(upgrade.newMaster)).isNotEqualTo(master);

            upgrade.newMaster.command("REPLICAOF", "NO", "ONE");
            upgrade.oldMaster.kill9();
            events.send(upgrade.switched());
            hear(upgrade, SyncStopped.class, 1);

            assertThat(Upgrade.settings(upgrade.newMaster)).isEqualTo(master);
            assertThat(Upgrade.settings(upgrade.newReplica)).isEqualTo(replica);
            assertThat(upgrade.newMaster.info("role")).isEqualTo("master");
            assertThat(upgrade.newReplica.info("master_port")).isEqualTo("" + upgrade.newMaster.port());
            assertThat(upgrade.newMaster.command("DBSIZE")).isEqualTo(1_000L);
        }
    }

    @Test
    void anIdleAndEmptyMasterIsCaughtUpToo() {
        try (Upgrade upgrade = Upgrade.between("6.2.7", "7.0.15")) {
            Map<String, String> before = Upgrade.settings(upgrade.oldMaster);
            events.send(upgrade.allocated());
            hear(upgrade, SyncCaughtUp.class, 1);
            events.send(upgrade.failed());
            hear(upgrade, SyncStopped.class, 1);
            assertThat(Upgrade.settings(upgrade.oldMaster)).isEqualTo(before);
        }
    }

    @Test
    void lagRateAndDurationCanBeReadWhileItRunsAndHealthIsGood() {
        try (Upgrade upgrade = Upgrade.between("6.2.7", "7.0.15").filled(1_000)) {
            events.send(upgrade.allocated());
            hear(upgrade, SyncCaughtUp.class, 1);

            String instance = "{instance_id=\"" + upgrade.instanceId + "\"}";
            assertThat(RestAssured.get("/q/metrics").asString())
                    .contains(
                            "baton_sync_lag_bytes" + instance,
                            "baton_sync_rate_bytes_per_second" + instance,
                            "baton_sync_snapshot_arrived_bytes" + instance,
                            "baton_sync_caught_up" + instance + " 1.0",
                            "baton_sync_full_syncs_total ",
                            "baton_sync_duration_seconds_sum ");
            RestAssured.get("/q/health/ready").then().statusCode(200);

            end(upgrade);
            await("numbers that stand still are gone")
                    .atMost(SOON)
                    .until(() -> !RestAssured.get("/q/metrics").asString().contains("baton_sync_lag_bytes" + instance));
        }
    }

    @Test
    void aNewMasterThatHangsFallsBehindAndCatchesUpAgain() {
        try (Upgrade upgrade = Upgrade.between("6.2.7", "7.0.15").filled(1_000)) {
            events.send(upgrade.allocated());
            hear(upgrade, SyncCaughtUp.class, 1);

            upgrade.newMaster.sigstop();
            SyncFellBehind behind = hear(upgrade, SyncFellBehind.class, 1).get(0);
            upgrade.newMaster.sigcont();
            SyncCaughtUp again = hear(upgrade, SyncCaughtUp.class, 2).get(1);

            assertThat(behind.sequence()).isEqualTo(2);
            assertThat(behind.reason().code()).isIn("NEW_MASTER_UNREACHABLE", "ACKNOWLEDGEMENT_LATE");
            assertThat(again.sequence()).isEqualTo(3);
            assertThat(Upgrade.replicationCommands(upgrade.newMaster)).isEqualTo(1);
            end(upgrade);
        }
    }

    @Test
    void aNewMasterThatComesBackEmptyFailsTheSyncAndIsNeverToldToReplicate() {
        try (Upgrade upgrade = Upgrade.between("6.2.7", "7.0.15").filled(1_000)) {
            Map<String, String> before = Upgrade.settings(upgrade.oldMaster);
            events.send(upgrade.allocated());
            hear(upgrade, SyncCaughtUp.class, 1);

            upgrade.newMaster.kill9();
            upgrade.newMaster.startAgain();
            SyncFailed failed = hear(upgrade, SyncFailed.class, 1).get(0);

            assertThat(failed.reason().code()).isEqualTo("NEW_MASTER_RESTARTED");
            assertThat(upgrade.newMaster.info("role")).isEqualTo("master");
            assertThat(Upgrade.replicationCommands(upgrade.newMaster)).isZero();
            events.send(upgrade.failed());
            hear(upgrade, SyncStopped.class, 1);
            assertThat(Upgrade.settings(upgrade.oldMaster)).isEqualTo(before);
        }
    }

    @Test
    void aNewMasterThatWasPromotedIsLeftAlone() {
        try (Upgrade upgrade = Upgrade.between("6.2.7", "7.0.15").filled(1_000)) {
            events.send(upgrade.allocated());
            hear(upgrade, SyncCaughtUp.class, 1);

            upgrade.newMaster.command("REPLICAOF", "NO", "ONE");
            await("several rounds pass")
                    .during(Duration.ofSeconds(3))
                    .atMost(SOON)
                    .until(() -> "master".equals(upgrade.newMaster.info("role"))
                            && Upgrade.replicationCommands(upgrade.newMaster) == 2
                            && events.heard(SyncFellBehind.class, upgrade.id).isEmpty()
                            && events.heard(SyncFailed.class, upgrade.id).isEmpty());
            events.send(upgrade.switched());
            hear(upgrade, SyncStopped.class, 1);
        }
    }

    @Test
    void aReplicaThatWasRestartedIsAttachedAgain() {
        try (Upgrade upgrade = Upgrade.between("6.2.7", "7.0.15").filled(1_000)) {
            events.send(upgrade.allocated());
            hear(upgrade, SyncCaughtUp.class, 1);

            upgrade.newReplica.kill9();
            upgrade.newReplica.startAgain();

            await("the replica is back")
                    .atMost(SOON)
                    .until(() -> upgrade.newReplica.command("DBSIZE").equals(1_000L));
            assertThat(Upgrade.replicationCommands(upgrade.newMaster)).isEqualTo(1);
            end(upgrade);
        }
    }

    @Test
    void aLostLeaseIsTakenOverWithoutStartingTheSyncAgain() throws Exception {
        try (Upgrade upgrade = Upgrade.between("6.2.7", "7.0.15").filled(200_000)) {
            Map<String, String> before = Upgrade.settings(upgrade.oldMaster);
            events.send(upgrade.allocated());
            await("the snapshot travels").atMost(SOON).until(() -> "1"
                    .equals(upgrade.newMaster.info("master_sync_in_progress")));

            try (RespSocket formerHolder = upgrade.newMaster.connect()) {
                loseLease(upgrade);
                hear(upgrade, SyncCaughtUp.class, 1);
                assertThatThrownBy(() -> formerHolder.command("PING"))
                        .as("a former holder's connection is cut before a grant can exist")
                        .isInstanceOf(IOException.class);
            }
            loseLease(upgrade);
            end(upgrade);

            assertThat(upgrade.oldMaster.info("sync_full")).isEqualTo("1");
            assertThat(Upgrade.settings(upgrade.oldMaster)).isEqualTo(before);
        }
    }

    @Test
    void anOldMasterThatHangsAtTheCancelGetsItsSettingsBackWhenItAnswers() {
        try (Upgrade upgrade = Upgrade.between("6.2.7", "7.0.15").filled(1_000)) {
            Map<String, String> before = Upgrade.settings(upgrade.oldMaster);
            events.send(upgrade.allocated());
            hear(upgrade, SyncCaughtUp.class, 1);

            upgrade.oldMaster.sigstop();
            events.send(upgrade.cancelled());
            await("it is not said too early")
                    .during(Duration.ofSeconds(4))
                    .atMost(SOON)
                    .until(() -> events.heard(SyncStopped.class, upgrade.id).isEmpty());
            upgrade.oldMaster.sigcont();

            hear(upgrade, SyncStopped.class, 1);
            assertThat(Upgrade.settings(upgrade.oldMaster)).isEqualTo(before);
        }
    }

    @Test
    void aNewMasterWithoutTheRightCredentialsIsGivenUp() {
        Map<String, String> withoutMasterauth = Map.of("requirepass", HomeResource.PASSWORD);
        try (Upgrade upgrade = Upgrade.between("6.2.7", "7.0.15", withoutMasterauth)) {
            events.send(upgrade.allocated());

            SyncFailed failed = hear(upgrade, SyncFailed.class, 1).get(0);

            assertThat(failed.reason().code()).isEqualTo("LINK_DOWN");
            assertThat(failed.reason().message()).doesNotContain(HomeResource.PASSWORD);
            end(upgrade);
        }
    }

    @Test
    void snapshotsThatTheNewMasterCannotLoadAreGivenUpAfterAFew() {
        try (Upgrade upgrade = Upgrade.between("7.0.15", "6.2.7").filled(1_000)) {
            Map<String, String> before = Upgrade.settings(upgrade.oldMaster);
            events.send(upgrade.allocated());

            SyncFailed failed = hear(upgrade, SyncFailed.class, 1).get(0);

            assertThat(failed.reason().code()).isEqualTo("TOO_MANY_FULL_SYNCS");
            end(upgrade);
            assertThat(Upgrade.settings(upgrade.oldMaster)).isEqualTo(before);
        }
    }

    @Test
    void aCancelBeforeThereAreNodesIsAnsweredAtOnceAndLateNodesAreLeftAlone() {
        try (Upgrade upgrade = Upgrade.between("6.2.7", "7.0.15")) {
            Map<String, String> before = Upgrade.settings(upgrade.oldMaster);
            events.send(upgrade.cancelled());
            hear(upgrade, SyncStopped.class, 1);

            events.send(upgrade.allocated());

            await("nothing happens")
                    .during(Duration.ofSeconds(2))
                    .atMost(SOON)
                    .until(() -> Upgrade.replicationCommands(upgrade.newMaster) == 0);
            assertThat(Upgrade.settings(upgrade.oldMaster)).isEqualTo(before);
            assertThat(events.heard(SyncStopped.class, upgrade.id)).hasSize(1);
        }
    }

    @Test
    void repeatedEventsChangeNothing() {
        try (Upgrade upgrade = Upgrade.between("6.2.7", "7.0.15").filled(1_000)) {
            String id = events.send(upgrade.allocated());
            events.send(upgrade.allocated(), id);
            events.send(upgrade.allocated());
            hear(upgrade, SyncCaughtUp.class, 1);
            events.send(upgrade.allocated());
            String cancel = events.send(upgrade.cancelled());
            events.send(upgrade.cancelled(), cancel);
            events.send(upgrade.cancelled());
            hear(upgrade, SyncStopped.class, 1);
            events.send(upgrade.cancelled());

            await("once is enough")
                    .during(Duration.ofSeconds(2))
                    .atMost(SOON)
                    .until(() -> events.heard(SyncStopped.class, upgrade.id).size() == 1
                            && events.heard(SyncCaughtUp.class, upgrade.id).size() == 1);
        }
    }

    private void end(Upgrade upgrade) {
        events.send(upgrade.cancelled());
        hear(upgrade, SyncStopped.class, 1);
    }

    private static <T extends UpgradeEvent> List<T> hear(Upgrade upgrade, Class<T> type, int count) {
        return await(type.getSimpleName())
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> events.heard(type, upgrade.id), heard -> heard.size() >= count);
    }

    /** As if the process that drives it had hung for longer than its lease: another holder may begin at once. */
    private void loseLease(Upgrade upgrade) throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "update saga set lease_owner = null, lease_until = null, lease_token = lease_token + 1"
                                + " where saga_id = ?")) {
            statement.setString(1, upgrade.id);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
