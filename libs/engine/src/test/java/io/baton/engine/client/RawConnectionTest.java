package io.baton.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.engine.Secret;
import io.baton.testkit.TestEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RawConnectionTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static TestEngine engine;

    @BeforeAll
    static void startEngine() {
        engine = TestEngine.start("6.2.7", Map.of("requirepass", "pässword"));
    }

    @AfterAll
    static void stopEngine() {
        engine.close();
    }

    @Test
    void repliesOfEveryKindAreReadLongAfterTheCommandsWereWritten() {
        try (RawConnection raw = open("pässword")) {
            List<Command> commands = List.of(
                    Command.of("SET", "raw:text", "zwei\r\nZeilen ü"),
                    Command.of("GET", "raw:text"),
                    Command.of("GET", "raw:missing"),
                    Command.of("INCR", "raw:number"),
                    Command.of("INCR", "raw:text"),
                    Command.of("EVAL", "return {1, {'a', false}, {}}", "0"),
                    Command.of("BLPOP", "raw:missing", "0.01"));
            raw.write(RawConnection.encode(commands));

            List<Reply> replies = raw.read(commands.size());

            assertThat(replies.get(0).text()).isEqualTo("OK");
            assertThat(replies.get(1).text()).isEqualTo("zwei\r\nZeilen ü");
            assertThat(replies.get(2)).isInstanceOf(Reply.Nil.class);
            assertThat(replies.get(3).number()).isEqualTo(1);
            assertThat(replies.get(4)).isEqualTo(new Reply.Failure("ERR value is not an integer or out of range"));
            List<Reply> nested = replies.get(5).list();
            assertThat(nested.get(0).number()).isEqualTo(1);
            assertThat(nested.get(1).list().get(0).text()).isEqualTo("a");
            assertThat(nested.get(1).list().get(1)).isInstanceOf(Reply.Nil.class);
            assertThat(nested.get(2).list()).isEmpty();
            assertThat(replies.get(6)).isInstanceOf(Reply.Nil.class);
        }
    }

    @Test
    void aWrongPasswordIsRefusedWithoutBeingTold() {
        assertThatThrownBy(() -> open("wrong"))
                .isInstanceOf(EngineException.AuthenticationFailed.class)
                .hasMessageNotContaining("AUTH wrong");
    }

    @Test
    void anEngineThatIsGoneIsUnreachable() {
        TestEngine gone = TestEngine.start("7.0.15");
        EngineAddress address = new EngineAddress(gone.host(), gone.port());
        try (RawConnection raw = RawConnection.open(address, Optional.empty(), TIMEOUT)) {
            gone.close();

            assertThatThrownBy(() -> raw.read(1)).isInstanceOf(EngineException.Unreachable.class);
        }
        assertThatThrownBy(() -> RawConnection.open(address, Optional.empty(), TIMEOUT))
                .isInstanceOf(EngineException.Unreachable.class);
    }

    @Test
    void anAnswerThatDoesNotComeEndsTheWait() {
        try (RawConnection raw = open("pässword")) {
            assertThatThrownBy(() -> raw.read(1)).isInstanceOf(EngineException.Unreachable.class);
        }
    }

    private static RawConnection open(String password) {
        return RawConnection.open(
                new EngineAddress(engine.host(), engine.port()), Optional.of(Secret.of(password)), TIMEOUT);
    }
}
