package io.baton.engine.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.engine.Secret;
import io.baton.engine.client.EngineAddress;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineException;
import io.baton.engine.client.WithEngineClients;
import io.baton.testkit.RespSocket;
import io.baton.testkit.TestEngine;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users of a real engine become the users of another one, and can do there what they could do before, and no more. */
class UsersCarryOverTest extends WithEngineClients {
    private static final String PASSWORD = "of-the-instance";
    private static final Map<String, String> CREDENTIALS = Map.of("requirepass", PASSWORD);

    @ParameterizedTest
    @CsvSource({"6.0.5, 6.2.7", "6.0.5, 7.0.15", "6.2.7, 7.0.15", "6.2.6, 6.2.7"})
    void usersCanDoWhatTheyCouldDoAndNothingMore(String from, String to) throws IOException {
        assumeBuild(from);
        try (TestEngine source = TestEngine.start(from, CREDENTIALS);
                TestEngine target = TestEngine.start(to, CREDENTIALS)) {
            source.command("ACL", "SETUSER", "reader", "on", ">r", "~a:*", "+@read", "-@dangerous", "+publish");
            source.command("ACL", "SETUSER", "writer", "on", ">w1", ">w2", "~a:*", "~b:*", "+@all", "-@dangerous");
            source.command("ACL", "SETUSER", "lister", "on", ">l", "allkeys", "+@list");
            source.command("ACL", "SETUSER", "asker", "on", ">k", "+config|get");
            source.command("ACL", "SETUSER", "away", "off", ">a", "~*", "+@all");
            source.command("ACL", "SETUSER", "open", "on", "nopass", "~*", "+get");
            target.command("ACL", "SETUSER", "stranger", "on", "nopass", "~*", "+@all");
            target.command("ACL", "SETUSER", "reader", "on", ">old", "~*", "+@all");

            assertThat(carry(source, target)).isEmpty();

            assertThat(names(target)).isEqualTo(names(source));
            assertThat(can(target, "reader", "r", "GET", "a:1")).isTrue();
            assertThat(can(target, "reader", "r", "GET", "b:1")).isFalse();
            assertThat(can(target, "reader", "r", "SET", "a:1", "x")).isFalse();
            assertThat(can(target, "reader", "r", "PUBLISH", "news", "x"))
                    .as("channels")
                    .isTrue();
            assertThat(can(
                            target,
                            "reader",
                            "r",
                            "GEOSEARCHSTORE",
                            "a:2",
                            "a:1",
                            "FROMMEMBER",
                            "x",
                            "BYRADIUS",
                            "1",
                            "m"))
                    .as("a new command that writes")
                    .isFalse();
            assertThat(can(target, "reader", "r", "SORT_RO", "a:1"))
                    .as("a new command that is dangerous")
                    .isFalse();
            assertThat(can(target, "writer", "w1", "SET", "b:1", "x")).isTrue();
            assertThat(can(target, "writer", "w2", "DEL", "b:1")).isTrue();
            assertThat(can(target, "writer", "w2", "FLUSHALL")).isFalse();
            assertThat(can(target, "writer", "w2", "CONFIG", "GET", "port")).isFalse();
            assertThat(can(target, "lister", "l", "RPUSH", "q", "x")).isTrue();
            assertThat(can(target, "lister", "l", "GET", "q")).isFalse();
            assertThat(can(target, "asker", "k", "CONFIG", "GET", "port")).isTrue();
            assertThat(can(target, "asker", "k", "CONFIG", "SET", "maxmemory", "0"))
                    .isFalse();
            assertThat(enters(target, "away", "a")).isFalse();
            assertThat(enters(target, "reader", "old")).as("a former password").isFalse();
            assertThat(can(target, "open", "anything", "GET", "b:1")).isTrue();
            assertThat(target.command("PING")).as("the instance's password").isEqualTo("PONG");
        }
    }

    @ParameterizedTest
    @CsvSource({"6.2.7, 7.0.15", "7.0.15, 7.0.15"})
    void rulesThatBothVersionsPrintAlikeStayWordForWord(String from, String to) {
        try (TestEngine source = TestEngine.start(from, CREDENTIALS);
                TestEngine target = TestEngine.start(to, CREDENTIALS)) {
            source.command(
                    "ACL", "SETUSER", "a", "on", ">x", "~app:*", "resetchannels", "&news:*", "+@all", "-@dangerous");
            source.command("ACL", "SETUSER", "b", "on", "#" + "0".repeat(64), "~*", "&*", "+@read", "+@string");
            source.command("ACL", "SETUSER", "c", "off", "+get");

            carry(source, target);

            assertThat(lines(target)).isEqualTo(lines(source));
        }
    }

    @Test
    void selectorsAndKeyPermissionsAreCarried() throws IOException {
        try (TestEngine source = TestEngine.start("7.0.15", CREDENTIALS);
                TestEngine target = TestEngine.start("7.0.15", CREDENTIALS)) {
            source.command("ACL", "SETUSER", "s", "on", ">x", "+get", "%R~r:*", "(+set ~w:* -get)", "(+del ~d:*)");

            carry(source, target);

            assertThat(lines(target)).isEqualTo(lines(source));
            assertThat(can(target, "s", "x", "SET", "w:1", "x")).isTrue();
            assertThat(can(target, "s", "x", "SET", "r:1", "x")).isFalse();
        }
    }

    @Test
    void aRuleAboutACommandThatIsGoneIsLeftOutAndTold() throws IOException {
        try (TestEngine source = TestEngine.start("6.2.7", CREDENTIALS);
                TestEngine target = TestEngine.start("7.0.15", CREDENTIALS)) {
            source.command("ACL", "SETUSER", "u", "on", ">x", "~*", "+get", "+stralgo");

            assertThat(carry(source, target)).containsExactly(new UsersCarryOver.RuleLeftOut("u", "+stralgo"));

            assertThat(can(target, "u", "x", "GET", "k")).isTrue();
        }
    }

    @Test
    void theDefaultUserGetsItsPermissionsButNeverLosesTheInstancesPassword() throws IOException {
        try (TestEngine source = TestEngine.start("6.2.7", CREDENTIALS);
                TestEngine target = TestEngine.start("7.0.15", CREDENTIALS)) {
            source.command("ACL", "SETUSER", "default", ">second", "-flushall");
            carry(source, target);
            assertThat(can(target, "default", "second", "SET", "k", "v")).isTrue();
            assertThat(can(target, "default", PASSWORD, "FLUSHALL")).isFalse();

            try (EngineClient before = client(source)) {
                // as a fence does: only who holds the connection is still in
                before.configSet("requirepass", "only-the-fence-knows");
                List<AclUser> fenced = before.aclUsers();
                try (EngineClient there = client(target)) {
                    new UsersCarryOver(before, there, Optional.of(Secret.of(PASSWORD))).apply(fenced, there);
                }
            }
            assertThat(enters(target, "default", PASSWORD)).isTrue();
            assertThat(enters(target, "default", "only-the-fence-knows")).isFalse();
        }
    }

    @Test
    void whatATargetTakesInNoWayIsSaidAloud() {
        try (TestEngine source = TestEngine.start("7.0.15", CREDENTIALS);
                TestEngine older = TestEngine.start("6.2.7", CREDENTIALS)) {
            source.command("ACL", "SETUSER", "s", "on", ">x", "+get", "%R~r:*");

            assertThatThrownBy(() -> carry(source, older))
                    .isInstanceOf(EngineException.Refused.class)
                    .hasMessageContaining("%R~r:*");
        }
    }

    private static List<UsersCarryOver.RuleLeftOut> carry(TestEngine source, TestEngine target) {
        try (EngineClient from = client(source);
                EngineClient to = client(target)) {
            return new UsersCarryOver(from, to, Optional.of(Secret.of(PASSWORD))).apply(from.aclUsers(), to);
        }
    }

    private static EngineClient client(TestEngine engine) {
        return clients.connect(
                new EngineAddress(engine.host(), engine.port()), Optional.of(Secret.of(PASSWORD)), TIMEOUT);
    }

    private static List<String> names(TestEngine engine) {
        return ((List<?>) engine.command("ACL", "USERS"))
                .stream().map(Object::toString).sorted().toList();
    }

    private static List<String> lines(TestEngine engine) {
        return ((List<?>) engine.command("ACL", "LIST"))
                .stream().map(Object::toString).sorted().toList();
    }

    private static boolean enters(TestEngine engine, String user, String password) throws IOException {
        try (RespSocket socket = new RespSocket(engine.host(), engine.port(), (int) TIMEOUT.toMillis())) {
            socket.command("AUTH", user, password);
            return true;
        } catch (RespSocket.ErrorReply refused) {
            return false;
        }
    }

    /** Whether the command is executed; an error of its own, such as an unknown member, is none of permission. */
    private static boolean can(TestEngine engine, String user, String password, String... words) throws IOException {
        try (RespSocket socket = new RespSocket(engine.host(), engine.port(), (int) TIMEOUT.toMillis())) {
            socket.command("AUTH", user, password);
            socket.command(words);
            return true;
        } catch (RespSocket.ErrorReply refused) {
            assertThat(refused.getMessage()).containsAnyOf("NOPERM", "unknown command");
            return false;
        }
    }
}
