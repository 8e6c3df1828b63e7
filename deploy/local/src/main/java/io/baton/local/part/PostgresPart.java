package io.baton.local.part;

import io.baton.local.Settings;
import io.baton.local.process.Launch;
import io.baton.local.process.Privacy;
import io.baton.local.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A real PostgreSQL server with one database, {@code baton}, in which each service has its own schema. */
final class PostgresPart implements Part {

    static final String NAME = "postgresql";
    static final String USER = "baton";

    /** Room for the pools of the four services run twice, and for a person with psql. */
    private static final int CONNECTIONS = 300;

    private final Settings settings;

    PostgresPart(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ListeningPort> ports() {
        return List.of(new ListeningPort(settings.ports().postgres(), "--postgres-port"));
    }

    @Override
    public RunningProcess start() throws IOException, InterruptedException {
        PostgresUser user = PostgresUser.detect(settings.home().path());
        Path distribution = PostgresDistribution.unpack(
                settings.libraries(), settings.home().postgresDistribution());
        PostgresCluster cluster = new PostgresCluster(settings.home(), distribution, user);
        cluster.create(USER, Privacy.secret(settings.home().postgresPassword()));
        cluster.forgetDeadServer();
        List<String> command = new ArrayList<>(user.prefix());
        command.add(distribution.resolve("bin/postgres").toString());
        command.addAll(List.of("-D", settings.home().postgresData().toString()));
        command.addAll(List.of("-p", Integer.toString(settings.ports().postgres())));
        Map.of(
                        "listen_addresses", "127.0.0.1",
                        "unix_socket_directories", "",
                        "max_connections", Integer.toString(CONNECTIONS),
                        "shared_buffers", "64MB",
                        "fsync", "on",
                        "synchronous_commit", "on",
                        "timezone", "UTC",
                        "log_timezone", "UTC",
                        "max_wal_size", "256MB",
                        "log_line_prefix", "%m [%p] %u@%d ")
                .forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return new Launch(
                        command,
                        PostgresCluster.ENVIRONMENT,
                        settings.home().path(),
                        settings.home().log(NAME))
                .start();
    }

    @Override
    public boolean ready() {
        Properties login = new Properties();
        login.setProperty("user", USER);
        login.setProperty("connectTimeout", "1");
        login.setProperty("socketTimeout", "5");
        login.setProperty("ApplicationName", "baton-local");
        try {
            login.setProperty("password", Privacy.secret(settings.home().postgresPassword()));
            String url = "jdbc:postgresql://127.0.0.1:" + settings.ports().postgres() + "/postgres";
            try (Connection connection = DriverManager.getConnection(url, login);
                    Statement statement = connection.createStatement()) {
                createDatabase(statement);
                return true;
            }
        } catch (SQLException | IOException notYet) {
            return false;
        }
    }

    private static void createDatabase(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = 'baton'")) {
            if (found.next()) {
                return;
            }
        }
        statement.execute("CREATE DATABASE baton");
    }

    /** SIGTERM would wait for every client to leave first; SIGINT is the fast, clean shutdown. */
    @Override
    public void requestStop(RunningProcess process) throws IOException, InterruptedException {
        process.interrupt();
    }
}
