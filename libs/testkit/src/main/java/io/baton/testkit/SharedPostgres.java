package io.baton.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jboss.logging.Logger;

/**
 * The one real PostgreSQL server of this JVM, with an empty database {@code baton}. It ends with the JVM.
 *
 * <p>Public only because {@link OncePerJvm} calls it across class loaders; tests use {@link PostgresResource}.
 */
public final class SharedPostgres {

    private static final Logger LOG = Logger.getLogger(SharedPostgres.class);

    private static String jdbcUrl;

    private SharedPostgres() {}

    /** @return the JDBC address of the database {@code baton}; starts the server on the first call */
    public static synchronized String jdbcUrl() throws IOException, SQLException {
        if (jdbcUrl == null) {
            jdbcUrl = start();
        }
        return jdbcUrl;
    }

    @SuppressWarnings("resource") // the server's own shutdown hook ends it with the JVM
    private static String start() throws IOException, SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + PostgresResource.DATABASE);
        }
        LOG.infof("PostgreSQL for tests: port %d", server.getPort());
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + PostgresResource.DATABASE;
    }
}
