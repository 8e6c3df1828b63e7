package io.baton.proxy.resp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RespTest {

    @Test
    void aCommandIsReadAsItWasWritten() {
        assertThat(words(Resp.command("SET", "k", "v\r\n", "").toString(ISO_8859_1)))
                .contains(List.of("SET", "k", "v\r\n", ""));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            `get k`,                     `get|k`
            `  get   k  `,               `get|k`
            `set k "a b"`,               `set|k|a b`
            `set k 'it\\'s'`,            `set|k|it's`
            `set k "\\x41\\n\\t\\""`,    `set|k|A\\n\\t"`
            `set k ""`,                  `set|k|`
            """)
    void inlineCommandsAreSplitLikeTheEnginesDo(String line, String expected) {
        String unescaped = expected.replace("\\n", "\n").replace("\\t", "\t");
        assertThat(words(line + "\r\n").map(list -> String.join("|", list))).contains(unescaped);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"`set k \"a`", "`set k 'a`", "`set k \"a\"b`"})
    void unbalancedQuotesAreNoCommand(String line) {
        assertThat(words(line + "\n")).isEmpty();
    }

    private static Optional<List<String>> words(String bytes) {
        return Resp.words(Unpooled.copiedBuffer(bytes, ISO_8859_1))
                .map(words -> words.stream().map(w -> new String(w, ISO_8859_1)).toList());
    }
}
