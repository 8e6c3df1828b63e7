package io.baton.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void aFileGetsPlainLinesAndNoBlocks() {
        Console console = console(Style.plain());

        console.block(List.of("drawn in place"));
        console.line(console.style().green(Glyphs.DONE) + " done");

        assertThat(text()).isEqualTo("✔ done\n");
    }

    @Test
    void aTerminalRedrawsItsBlockBelowTheLines() {
        Console console = console(new Style(true, false, true, 80));

        console.block(List.of("one", "two"));
        console.block(List.of("three"));
        console.line("stays");

        assertThat(text())
                .isEqualTo("\u001b[2Kone\n\u001b[2Ktwo\n\u001b[J"
                        + "\u001b[2A\u001b[2Kthree\n\u001b[J"
                        + "\u001b[1A\u001b[Jstays\n");
    }

    @Test
    void aTerminalWithoutUnicodeGetsAscii() {
        Console console = console(new Style(true, false, false, 80));

        console.line("6.2 " + Glyphs.ARROW + " 7.0 " + Glyphs.bar(0.5, 4));

        assertThat(text()).isEqualTo("6.2 -> 7.0 ##..\n");
    }

    @Test
    void unicodeAndColourFollowTheEnvironment() {
        assertThat(Style.detect(Map.of("LANG", "en_US.UTF-8")).unicode()).isTrue();
        assertThat(Style.detect(Map.of("LANG", "en_US.UTF-8", "LC_ALL", "C")).unicode())
                .isFalse();
        assertThat(Style.detect(Map.of("TERM", "xterm")).live()).isFalse();
    }

    private Console console(Style style) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Console(stream, stream, style);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
