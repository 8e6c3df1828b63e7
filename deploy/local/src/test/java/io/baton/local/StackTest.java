package io.baton.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.local.part.KafkaTopics;
import io.baton.local.process.Privacy;
import io.baton.local.process.ProcessRecord;
import io.baton.local.process.RunningProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTest {

    @TempDir
    Path folder;

    private Settings settings;
    private Stack stack;
    private final Events events = new Events();

    private static final class Events implements StackListener {
        private final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void starting(String part) {
            told.add(part + " starts");
        }

        @Override
        public void adopted(String part) {
            told.add(part + " adopted");
        }

        @Override
        public void ready(String part, int port, Duration took) {
            told.add(part + " ready");
        }

        @Override
        public void died(String part, String how, Duration pause) {
            told.add(part + " died");
        }
    }

    @BeforeEach
    void prepare() {
        settings = TestStack.settings(folder);
        settings.home().prepare();
        stack = new Stack(settings, events);
    }

    @AfterEach
    void stop() throws Exception {
        stack.stop();
    }

    @Test
    void aRealBrokerAndDatabaseStartStayUpAreAdoptedAndKeepTheirStateWhenStopped() throws Exception {
        stack.start();

        assertThat(topics()).containsAll(KafkaTopics.names());
        sql("CREATE TABLE kept (id int)");

        // A part that dies is started again, by itself.
        RunningProcess broker = process("kafka");
        broker.kill();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> events.told.contains("kafka died")
                        && events.told.lastIndexOf("kafka ready") > events.told.indexOf("kafka died"));
        assertThat(process("kafka").pid()).isNotEqualTo(broker.pid());

        // Another launcher takes over what runs, and starts only what does not.
        RunningProcess database = process("postgresql");
        broker = process("kafka");
        stack.leave();
        broker.kill();
        broker.awaitExit(Duration.ofSeconds(10));
        events.told.clear();
        stack = new Stack(settings, events);
        stack.start();
        assertThat(events.told).contains("postgresql adopted", "kafka starts");
        assertThat(process("postgresql").pid()).isEqualTo(database.pid());

        stack.stop();
        assertThat(database.alive()).isFalse();
        assertThat(ProcessRecord.find(record("kafka"))).isEmpty();

        stack = new Stack(settings, events);
        stack.start();
        sql("INSERT INTO kept VALUES (1)");
        assertThat(topics()).containsAll(KafkaTopics.names());
    }

    @Test
    void aTakenPortIsNamedWithTheOptionThatMovesIt() throws Exception {
        try (ServerSocket taken =
                new ServerSocket(settings.ports().kafkaController(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(stack::start)
                    .isInstanceOf(UserError.class)
                    .hasMessage(
                            "Port %d is taken, and kafka needs it: choose another with --kafka-port.",
                            taken.getLocalPort());
        }
        assertThat(Files.exists(settings.home().postgresData())).isFalse();
    }

    @Test
    void aPartThatIsNotBuiltIsSaidSo() {
        Settings unbuilt =
                new Settings(folder, settings.home(), settings.ports(), List.of(), List.of("sync-service"), Map.of());

        assertThatThrownBy(() -> new Stack(unbuilt, events).start())
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("sync-service is not built");
    }

    @Test
    void theDatabaseListensOnLoopbackAndWantsItsPassword() throws Exception {
        Settings alone = new Settings(
                settings.root(), settings.home(), settings.ports(), List.of(), List.of("postgresql"), Map.of());
        stack = new Stack(alone, events);
        stack.start();

        assertThatThrownBy(() -> DriverManager.getConnection(settings.jdbcUrl(), "baton", "wrong"))
                .hasMessageContaining("password authentication failed");
        assertThat(sql("SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(sql("SHOW fsync")).isEqualTo("on");
    }

    private List<String> topics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.kafkaAddress()))) {
            return List.copyOf(admin.listTopics().names().get());
        }
    }

    private String sql(String command) throws Exception {
        String password = Privacy.secret(settings.home().postgresPassword());
        try (Connection connection = DriverManager.getConnection(settings.jdbcUrl(), "baton", password);
                Statement statement = connection.createStatement()) {
            if (!statement.execute(command)) {
                return "";
            }
            try (ResultSet answer = requireNonNull(statement.getResultSet())) {
                answer.next();
                return answer.getString(1);
            }
        }
    }

    private RunningProcess process(String part) {
        return ProcessRecord.find(record(part)).orElseThrow();
    }

    private Path record(String part) {
        return settings.home().run().resolve(part + ".json");
    }
}
