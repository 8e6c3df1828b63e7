package io.baton.proxy.resp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.resp.CommandScanner.Event;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandScannerTest {

    private static final String MIX = command("SET", "k", "v")
            + "PING\r\n"
            + command("select", "3")
            + "\r\n"
            + "*0\r\n*-1\r\n"
            + command("Get", "*1\r\n$4\r\nPING\r\n")
            + "  multi  \n"
            + command("", "empty name")
            + command("XREADGROUP", "GROUP", "g", "c", "STREAMS", "s", ">")
            + command("AVERYLONGCOMMANDNAMETHATISNONE", "x")
            + command("EXEC");
    private static final List<String> MIX_EVENTS =
            List.of("SELECT", "end", "MULTI", "end", "STREAM_READ", "end", "EXEC", "end");
    private static final int MIX_COMMANDS = 9;

    @Test
    void countsCommandsAndReportsThoseThatConcernTheSession() {
        Seen seen = scan(MIX);
        assertThat(seen.events).isEqualTo(MIX_EVENTS);
        assertThat(seen.commands).isEqualTo(MIX_COMMANDS);
        assertThat(seen.atBoundary).isTrue();
    }

    @Test
    void isTheSameHoweverTheBytesAreSplitInTwo() {
        for (int split = 0; split <= MIX.length(); split++) {
            Seen seen = scan(MIX.substring(0, split), MIX.substring(split));
            assertThat(seen.events).as("split at " + split).isEqualTo(MIX_EVENTS);
            assertThat(seen.commands).isEqualTo(MIX_COMMANDS);
        }
    }

    @Test
    void isTheSameByteByByte() {
        Seen seen = scan(MIX.split("(?<=.)(?s)"));
        assertThat(seen.events).isEqualTo(MIX_EVENTS);
        assertThat(seen.commands).isEqualTo(MIX_COMMANDS);
    }

    @Test
    void isTheSameForRandomCommandsInRandomPieces() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder bytes = new StringBuilder();
            int commands = 1 + random.nextInt(20);
            for (int i = 0; i < commands; i++) {
                bytes.append(randomCommand(random));
            }
            Seen whole = scan(bytes.toString());
            Seen pieces = scan(cut(bytes.toString(), random));
            assertThat(whole.commands).as("seed " + seed).isEqualTo(commands);
            assertThat(pieces.commands).isEqualTo(commands);
            assertThat(pieces.events).isEqualTo(whole.events);
            assertThat(pieces.atBoundary).isTrue();
        }
    }

    @Test
    void boundariesAreWhereCommandsEnd() {
        CommandScanner scanner = new CommandScanner();
        String two = command("SET", "k", "v") + command("GET", "k");
        ByteBuf buf = Unpooled.copiedBuffer(two + "*2\r\n$3\r\nGE", ISO_8859_1);
        scanner.resetLastEnd(0);
        assertThat(scanner.scan(buf, 0, buf.readableBytes())).isEqualTo(Event.NEED_MORE);
        assertThat(scanner.lastEnd()).isEqualTo(two.length());
        assertThat(scanner.takeCompleted()).isEqualTo(2);
        assertThat(scanner.atBoundary()).isFalse();
        assertThat(scanner.named()).isFalse();
    }

    @Test
    void hugeBulkStringsAreSkippedByTheirLength() {
        CommandScanner scanner = new CommandScanner();
        ByteBuf header = Unpooled.copiedBuffer("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$536870912\r\n", ISO_8859_1);
        scanner.scan(header, 0, header.readableBytes());
        ByteBuf block = Unpooled.wrappedBuffer(new byte[1 << 20]);
        for (int i = 0; i < 512; i++) {
            assertThat(scanner.scan(block, 0, block.readableBytes())).isEqualTo(Event.NEED_MORE);
        }
        assertThat(scanner.takeCompleted()).isZero();
        ByteBuf end = Unpooled.copiedBuffer("\r\n", ISO_8859_1);
        scanner.scan(end, 0, 2);
        assertThat(scanner.takeCompleted()).isEqualTo(1);
        assertThat(scanner.lastName()).isEqualTo("SET");
    }

    @Test
    void stopsAtTheEndOfThePresentCommandWhenToldTo() {
        CommandScanner scanner = new CommandScanner();
        ByteBuf buf = Unpooled.copiedBuffer(command("SET", "k", "v") + command("GET", "k"), ISO_8859_1);
        scanner.scan(buf, 0, 10);
        scanner.stopAtEndOfPresentCommand();
        assertThat(scanner.scan(buf, 10, buf.readableBytes())).isEqualTo(Event.END);
        assertThat(scanner.position()).isEqualTo(command("SET", "k", "v").length());
        assertThat(scanner.scan(buf, scanner.position(), buf.readableBytes())).isEqualTo(Event.NEED_MORE);
        assertThat(scanner.takeCompleted()).isEqualTo(2);
    }

    @Test
    void reportsEveryCommandWhenToldTo() {
        CommandScanner scanner = new CommandScanner();
        scanner.reportAll(true);
        ByteBuf buf = Unpooled.copiedBuffer(command("GET", "k"), ISO_8859_1);
        assertThat(scanner.scan(buf, 0, buf.readableBytes())).isEqualTo(Event.NAMED);
        assertThat(scanner.kind()).isEqualTo(CommandKind.ORDINARY);
        assertThat(scanner.scan(buf, scanner.position(), buf.readableBytes())).isEqualTo(Event.END);
    }

    @ParameterizedTest
    @CsvSource({
        "blpop,BLOCKING_TIMEOUT_LAST",
        "BRPOPLPUSH,BLOCKING_TIMEOUT_LAST",
        "bzmpop,BLOCKING_TIMEOUT_FIRST",
        "PUNSUBSCRIBE,PUNSUBSCRIBE",
        "sunsubscribe,SUNSUBSCRIBE",
        "psync,SYNC",
        "WAITAOF,WAIT",
        "WATC,ORDINARY",
        "WATCHX,ORDINARY",
        "GET,ORDINARY",
        "SUBSCRIBESUBSCRIBE,ORDINARY"
    })
    void namesAreFoundInAnyCase(String name, CommandKind kind) {
        CommandScanner scanner = new CommandScanner();
        ByteBuf buf = Unpooled.copiedBuffer(command(name), ISO_8859_1);
        scanner.scan(buf, 0, buf.readableBytes());
        assertThat(scanner.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*a\r\n",
                "*1\r\n:1\r\n",
                "*1\r\nPING\r\n",
                "*1\r\n$-1\r\n",
                "*1\r\n$x\r\n",
                "*2147483648\r\n",
                "*1\r\n$9999999999999\r\n",
                "*\r\n",
                "*1\n",
                "*--1\r\n"
            })
    void whatIsNotRespIsMalformed(String bytes) {
        Seen seen = scan(bytes + command("SET", "k", "v"));
        assertThat(seen.events).endsWith("malformed");
        assertThat(scan(bytes.split("(?<=.)(?s)")).events).endsWith("malformed");
    }

    @Test
    void anInlineCommandWithoutAnEndIsMalformed() {
        assertThat(scan("x".repeat(70_000)).events).containsExactly("malformed");
        assertThat(scan("GET " + "x".repeat(70_000)).events).containsExactly("malformed");
    }

    // --- how ---

    private record Seen(List<String> events, int commands, boolean atBoundary) {}

    private static Seen scan(String... pieces) {
        CommandScanner scanner = new CommandScanner();
        List<String> events = new ArrayList<>();
        for (String piece : pieces) {
            ByteBuf buf = Unpooled.copiedBuffer(piece, ISO_8859_1);
            scanner.resetLastEnd(0);
            int at = 0;
            Event event;
            do {
                event = scanner.scan(buf, at, buf.readableBytes());
                at = scanner.position();
                switch (event) {
                    case NAMED -> events.add(scanner.kind().name());
                    case END -> events.add("end");
                    case MALFORMED -> events.add("malformed");
                    case NEED_MORE -> assertThat(at).isEqualTo(buf.readableBytes());
                }
            } while (event == Event.NAMED || event == Event.END);
            if (event == Event.MALFORMED) {
                assertThat(scanner.complaint()).isNotBlank();
                break;
            }
        }
        return new Seen(events, scanner.takeCompleted(), scanner.atBoundary());
    }

    private static String randomCommand(Random random) {
        String[] names = {"GET", "SET", "mset", "AUTH", "BLPOP", "SUBSCRIBE", "multi", "EXEC", "XREAD", "ZRANGEBYSCORE"
        };
        String name = names[random.nextInt(names.length)];
        if (random.nextInt(5) == 0) {
            return name + " a b" + (random.nextBoolean() ? "\r\n" : "\n");
        }
        String[] words = new String[1 + random.nextInt(4)];
        words[0] = name;
        for (int i = 1; i < words.length; i++) {
            StringBuilder word = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                word.append("*$\r\n12ab\0\u00ff".charAt(random.nextInt(10)));
            }
            words[i] = word.toString();
        }
        return command(words);
    }

    static String[] cut(String bytes, Random random) {
        List<String> pieces = new ArrayList<>();
        int at = 0;
        while (at < bytes.length()) {
            int to = Math.min(bytes.length(), at + 1 + random.nextInt(12));
            pieces.add(bytes.substring(at, to));
            at = to;
        }
        return pieces.toArray(String[]::new);
    }

    private static String command(String... words) {
        StringBuilder out = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            out.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        return out.toString();
    }
}
