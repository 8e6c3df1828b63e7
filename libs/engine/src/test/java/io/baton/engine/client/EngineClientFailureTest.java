package io.baton.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.baton.engine.Secret;
import io.baton.testkit.FreePort;
import io.baton.testkit.TestEngine;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the client says when an engine is not there, hangs, dies, or is asked from the wrong thread. */
class EngineClientFailureTest extends WithEngineClients {

    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void saysThatNobodyListens() {
        EngineAddress nobody = new EngineAddress("127.0.0.1", FreePort.choose());

        assertThatExceptionOfType(EngineException.Unreachable.class)
                .isThrownBy(() -> clients.connect(nobody, Optional.empty(), TIMEOUT))
                .withMessageContaining(nobody.toString())
                .satisfies(unreachable -> assertThat(unreachable.address()).isEqualTo(nobody));
    }

    @Test
    void doesNotWaitLongerThanToldForAnEngineThatHangs() {
        try (TestEngine engine = TestEngine.start("7.0.15");
                EngineClient client = clients.connect(address(engine), Optional.empty(), SHORT)) {
            engine.sigstop();

            assertThatExceptionOfType(EngineException.TimedOut.class)
                    .isThrownBy(() -> client.configSet("maxmemory", "1"))
                    .withMessageContaining("CONFIG within 300 ms");
            assertThatExceptionOfType(EngineException.Unreachable.class)
                    .isThrownBy(client::ping)
                    .withMessageContaining("PING was not sent");
            assertThatExceptionOfType(EngineException.TimedOut.class)
                    .isThrownBy(() -> clients.connect(address(engine), Optional.empty(), SHORT));
            engine.sigcont();
        }
    }

    @Test
    void saysThatTheEngineDiedAndDoesNotConnectAgainByItself() {
        try (TestEngine engine = TestEngine.start("7.0.15");
                EngineClient client = connect(engine)) {
            engine.kill9();

            await().until(() -> !client.isOpen());
            engine.startAgain();
            assertThatExceptionOfType(EngineException.Unreachable.class).isThrownBy(client::ping);
        }
    }

    @Test
    void saysThatTheEngineDiedWhileItWasAsked() {
        try (TestEngine engine = TestEngine.start("7.0.15");
                EngineClient client = connect(engine)) {
            engine.sigstop();
            CompletableFuture<Void> asked = CompletableFuture.runAsync(client::ping);
            engine.kill9();

            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(asked::join)
                    .withCauseInstanceOf(EngineException.Unreachable.class);
        }
    }

    @Test
    void refusesToBlockAnEventLoop() throws Exception {
        try (TestEngine engine = TestEngine.start("7.0.15");
                EngineClient client = connect(engine)) {
            CompletableFuture<Void> result = new CompletableFuture<>();
            vertx.runOnContext(loop -> {
                try {
                    assertThat(Context.isOnEventLoopThread()).isTrue();
                    client.ping();
                    result.complete(null);
                } catch (RuntimeException refused) {
                    result.completeExceptionally(refused);
                }
            });

            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> result.orTimeout(5, TimeUnit.SECONDS).join())
                    .withCauseInstanceOf(IllegalStateException.class)
                    .withMessageContaining("from a worker thread");
        }
    }

    /** A worker verticle's context delivers results on the worker; waiting there for one must not wait for itself. */
    @Test
    void worksFromAWorkerOfVertx() throws Exception {
        try (TestEngine engine = TestEngine.start("7.0.15")) {
            String answer = vertx.<String>executeBlocking(() -> {
                        try (EngineClient client = connect(engine)) {
                            return client.raw("ECHO", "hello").text();
                        }
                    })
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);

            assertThat(answer).isEqualTo("hello");
        }
    }

    @Test
    void takesCallsFromManyThreads() {
        try (TestEngine engine = TestEngine.start("7.0.15");
                EngineClient client = connect(engine)) {
            List<CompletableFuture<Void>> calls = IntStream.range(0, 200)
                    .mapToObj(i -> CompletableFuture.runAsync(() ->
                            assertThat(client.raw("ECHO", "text-" + i).text()).isEqualTo("text-" + i)))
                    .toList();

            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
        }
    }

    @Test
    void connectsToAReplicaThatIsLoadingItsData() {
        try (TestEngine master = TestEngine.start("6.2.7", Map.of("rdbcompression", "no"));
                TestEngine replica = TestEngine.start("6.2.7", Map.of("key-load-delay", "50"));
                EngineClient onReplica = connect(replica)) {
            master.command("DEBUG", "POPULATE", "20000", "key", "1000");
            onReplica.replicaOf(address(master));
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> "1".equals(onReplica.info("persistence").get("loading")));

            try (EngineClient second = connect(replica)) {
                assertThat(second.replication().syncInProgress()).isTrue();
                assertThatExceptionOfType(EngineException.Refused.class)
                        .isThrownBy(second::ping)
                        .satisfies(refused -> assertThat(refused.code()).isEqualTo("LOADING"));
            }
        }
    }

    @Test
    void neverShowsAnArgumentOrThePassword() {
        Command command = Command.of("CONFIG", "SET", "requirepass", "hunter2");
        assertThat(command.toString()).isEqualTo("CONFIG");

        try (TestEngine engine = TestEngine.start("7.0.15", Map.of("requirepass", "hunter2"))) {
            assertThatExceptionOfType(EngineException.AuthenticationFailed.class)
                    .isThrownBy(() -> clients.connect(address(engine), Optional.of(Secret.of("hunter3")), TIMEOUT))
                    .withMessageNotContaining("hunter");
            try (EngineClient client = clients.connect(address(engine), Optional.of(Secret.of("hunter2")), TIMEOUT)) {
                assertThatExceptionOfType(EngineException.Refused.class)
                        .isThrownBy(() -> client.raw("CONFIG", "SET", "no-such-setting", "hunter2"))
                        .withMessageNotContaining("hunter");
            }
        }
    }
}
