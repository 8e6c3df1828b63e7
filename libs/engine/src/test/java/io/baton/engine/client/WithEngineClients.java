package io.baton.engine.client;

import io.baton.testkit.TestEngine;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** Engine clients for the tests of a class. */
public abstract class WithEngineClients {

    protected static final Duration TIMEOUT = Duration.ofSeconds(10);

    protected static Vertx vertx;
    protected static EngineClients clients;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
        clients = new EngineClients(vertx);
    }

    @AfterAll
    static void stopVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    protected static EngineClient connect(TestEngine engine) {
        return clients.connect(address(engine), Optional.empty(), TIMEOUT);
    }

    protected static EngineAddress address(TestEngine engine) {
        return new EngineAddress(engine.host(), engine.port());
    }

    protected static void assumeBuild(String version) {
        Assumptions.assumeTrue(RealEngines.versions().contains(version), "no build of " + version + " here");
    }
}
