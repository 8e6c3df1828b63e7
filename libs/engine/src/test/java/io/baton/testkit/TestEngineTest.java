package io.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.SocketTimeoutException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Here and not in the testkit, because this module unpacks the engines. */
class TestEngineTest {

    @Test
    void startsARealEngineAndLeavesNothingBehind() {
        TestEngine engine = TestEngine.start("7.0.15", Map.of("maxmemory", "1mb", "requirepass", "secret"));

        assertThat(engine.info("redis_version")).isEqualTo("7.0.15");
        assertThat(engine.info("process_id")).isEqualTo(Long.toString(engine.pid()));
        assertThat(engine.info("maxmemory")).isEqualTo("1048576");
        assertThat(engine.dir()).isDirectory();

        engine.close();
        assertThat(ProcessHandle.of(engine.pid()).filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(engine.dir()).doesNotExist();
    }

    @Test
    void keepsItsDataAndItsPortOverARestart() {
        try (TestEngine engine = TestEngine.start("6.2.7")) {
            long before = engine.pid();
            int port = engine.port();
            engine.command("SET", "key", "value");

            engine.restart();

            assertThat(engine.pid()).isNotEqualTo(before);
            assertThat(engine.port()).isEqualTo(port);
            assertThat(engine.command("GET", "key")).isEqualTo("value");
        }
    }

    @Test
    void crashesAndComesBackEmpty() {
        try (TestEngine engine = TestEngine.start("6.2.7")) {
            engine.command("SET", "key", "value");

            engine.kill9();
            assertThat(engine.alive()).isFalse();

            engine.startAgain();
            assertThat(engine.command("GET", "key")).isNull();
        }
    }

    @Test
    void hangsAndGoesOn() throws Exception {
        try (TestEngine engine = TestEngine.start("6.2.7");
                RespSocket socket = new RespSocket(engine.host(), engine.port(), 200)) {
            engine.sigstop();
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> socket.command("PING"));

            engine.sigcont();
            assertThat(engine.command("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void saysWhatTheEngineSaidIfItDoesNotStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TestEngine.start("6.2.7", Map.of("no-such-setting", "1")))
                .withMessageContaining("no-such-setting");
        assertThatIllegalStateException()
                .isThrownBy(() -> TestEngine.start("9.9.9"))
                .withMessageContaining("generate-resources");
    }
}
