package io.baton.proxy.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.resp.CommandKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockingCallTest {

    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BLOCKING_TIMEOUT_LAST  | BLPOP q 0                                 | 2500 | BLPOP q 0
            BLOCKING_TIMEOUT_LAST  | BLPOP q 10                                | 2500 | BLPOP q 7.500
            BLOCKING_TIMEOUT_LAST  | BLPOP q 0.5                               |  100 | BLPOP q 0.400
            BLOCKING_TIMEOUT_LAST  | BLPOP q 1                                 | 2500 | BLPOP q 0.001
            BLOCKING_TIMEOUT_FIRST | BLMPOP 10 1 q LEFT                        | 2500 | BLMPOP 7.500 1 q LEFT
            STREAM_READ            | XREAD COUNT 5 BLOCK 9000 STREAMS s $      | 2500 | XREAD COUNT 5 BLOCK 6500 STREAMS s $
            STREAM_READ            | XREADGROUP GROUP BLOCK c BLOCK 9000 STREAMS s > | 2500 | XREADGROUP GROUP BLOCK c BLOCK 6500 STREAMS s >
            STREAM_READ            | XREAD BLOCK 1 STREAMS s $                 | 2500 | XREAD BLOCK 1 STREAMS s $
            BLOCKING_TIMEOUT_LAST  | BLPOP q 1e1                               | 2500 | BLPOP q 7.500
            BLOCKING_TIMEOUT_LAST  | BLPOP q 0xA                               | 2500 | BLPOP q 7.500
            BLOCKING_TIMEOUT_LAST  | BLPOP q 0x5p1                             | 2500 | BLPOP q 7.500
            BLOCKING_TIMEOUT_LAST  | BLPOP q +.5                               |  100 | BLPOP q 0.400
            BLOCKING_TIMEOUT_LAST  | BLPOP q -1                                | 2500 | BLPOP q -1
            BLOCKING_TIMEOUT_LAST  | BLPOP q soon                              | 2500 | BLPOP q soon
            BLOCKING_TIMEOUT_LAST  | BLPOP q inf                               | 2500 | BLPOP q inf
            BLOCKING_TIMEOUT_LAST  | BLPOP q 1e999                             | 2500 | BLPOP q 1e999
            BLOCKING_TIMEOUT_LAST  | BLPOP q 1e999999999                       | 2500 | BLPOP q 1e999999999
            BLOCKING_TIMEOUT_LAST  | BLPOP q 0000000000000000000000000000000000000000000000001 | 2500 | BLPOP q 0000000000000000000000000000000000000000000000001
            """)
    void keepsWhatIsLeftOfTheTimeout(CommandKind kind, String command, long waitedMillis, String expected) {
        BlockingCall call = BlockingCall.of(kind, words(command), 0).orElseThrow();
        assertThat(text(call.remaining(waitedMillis * SECOND / 1000, true))).isEqualTo(expected);
    }

    @Test
    void roundsSecondsUpForEnginesThatKnowNoFractions() {
        BlockingCall call = BlockingCall.of(CommandKind.BLOCKING_TIMEOUT_LAST, words("BLPOP q 10"), 0)
                .orElseThrow();
        assertThat(text(call.remaining(2 * SECOND + 1, false))).isEqualTo("BLPOP q 8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            STREAM_READ            | XREAD STREAMS s $
            STREAM_READ            | XREAD STREAMS BLOCK 0
            STREAM_READ            | XREAD BLOCK
            BLOCKING_TIMEOUT_LAST  | BLPOP
            BLOCKING_TIMEOUT_FIRST | BLMPOP 0
            ORDINARY               | GET k 0
            """)
    void otherCommandsDoNotBlock(CommandKind kind, String command) {
        assertThat(BlockingCall.of(kind, words(command), 0)).isEmpty();
    }

    @Test
    void onlyAnAnswerThatTheProxyProvokedIsTakenForOne() {
        BlockingCall call = BlockingCall.of(CommandKind.BLOCKING_TIMEOUT_LAST, words("BLPOP q 0"), 0)
                .orElseThrow();
        assertThat(call.givenUp("-UNBLOCKED client unblocked via CLIENT UNBLOCK"))
                .isFalse();
        call.takeBack();
        assertThat(call.givenUp("*2")).isFalse();
        assertThat(call.givenUp("-UNBLOCKED client unblocked via CLIENT UNBLOCK"))
                .isTrue();
    }

    @Test
    void waitIsNotIssuedAgain() {
        BlockingCall call =
                BlockingCall.of(CommandKind.WAIT, words("WAIT 1 0"), 0).orElseThrow();
        call.takeBack();
        assertThat(call.reissued()).isFalse();
        assertThat(call.givenUp("-UNBLOCKED")).isFalse();
    }

    private static List<byte[]> words(String command) {
        return Arrays.stream(command.split(" ")).map(w -> w.getBytes(US_ASCII)).toList();
    }

    private static String text(List<byte[]> words) {
        return String.join(" ", words.stream().map(w -> new String(w, US_ASCII)).toList());
    }
}
