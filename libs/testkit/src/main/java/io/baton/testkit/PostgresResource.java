package io.baton.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives a Quarkus test the real PostgreSQL server that all test classes of a JVM share, with one database. */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    public static final String DATABASE = "baton";
    public static final String USERNAME = "postgres";
    public static final String PASSWORD = "postgres";

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.datasource.jdbc.url", jdbcUrl(),
                "quarkus.datasource.username", USERNAME,
                "quarkus.datasource.password", PASSWORD);
    }

    /** Nothing: the server serves the other test classes too and ends with the JVM. */
    @Override
    public void stop() {}

    /** @return the JDBC address, for tests that use the database without Quarkus; starts the server if need be */
    public static String jdbcUrl() {
        return OncePerJvm.call(SharedPostgres.class, "jdbcUrl");
    }
}
