package io.baton.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.resp.CommandKind;
import org.junit.jupiter.api.Test;

class LostTransactionTest {

    private final LostTransaction lost = new LostTransaction();

    @Test
    void nothingLostNothingAnswered() {
        assertThat(lost.answer(CommandKind.MULTI, 2)).isEmpty();
        assertThat(lost.takesAllCommands()).isFalse();
    }

    @Test
    void aLostQueueAnswersQueuedUntilItsExecAnswersNil() {
        lost.queueLost();
        assertThat(lost.takesAllCommands()).isTrue();
        assertThat(lost.answer(CommandKind.ORDINARY, 2)).contains("+QUEUED\r\n");
        assertThat(lost.answer(CommandKind.MULTI, 2)).get().asString().startsWith("-ERR");
        assertThat(lost.answer(CommandKind.WATCH, 2)).get().asString().startsWith("-ERR");
        assertThat(lost.answer(CommandKind.QUIT, 2)).isEmpty();
        assertThat(lost.answer(CommandKind.EXEC, 2)).contains("*-1\r\n");
        assertThat(lost.answer(CommandKind.EXEC, 2)).isEmpty();
    }

    @Test
    void nilIsNullInResp3() {
        lost.queueLost();
        assertThat(lost.answer(CommandKind.EXEC, 3)).contains("_\r\n");
    }

    @Test
    void discardAndResetEndIt() {
        lost.queueLost();
        assertThat(lost.answer(CommandKind.DISCARD, 2)).contains("+OK\r\n");
        assertThat(lost.takesAllCommands()).isFalse();
        lost.queueLost();
        assertThat(lost.answer(CommandKind.RESET, 2)).isEmpty();
        assertThat(lost.takesAllCommands()).isFalse();
    }

    @Test
    void aLostWatchConcernsTheNextTransactionOnly() {
        lost.watchLost();
        assertThat(lost.answer(CommandKind.ORDINARY, 2)).isEmpty();
        assertThat(lost.answer(CommandKind.EXEC, 2)).isEmpty();
        assertThat(lost.answer(CommandKind.WATCH, 2)).contains("+OK\r\n");
        assertThat(lost.answer(CommandKind.MULTI, 2)).contains("+OK\r\n");
        assertThat(lost.takesAllCommands()).isTrue();
        assertThat(lost.answer(CommandKind.EXEC, 2)).contains("*-1\r\n");
        assertThat(lost.answer(CommandKind.MULTI, 2)).isEmpty();
    }

    @Test
    void unwatchForgetsALostWatch() {
        lost.watchLost();
        assertThat(lost.answer(CommandKind.UNWATCH, 2)).contains("+OK\r\n");
        assertThat(lost.answer(CommandKind.MULTI, 2)).isEmpty();
    }
}
