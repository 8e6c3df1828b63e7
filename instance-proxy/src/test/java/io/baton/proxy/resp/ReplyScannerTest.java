package io.baton.proxy.resp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.resp.ReplyScanner.Event;
import io.baton.proxy.resp.ReplyScanner.Item;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyScannerTest {

    private static final String[] REPLIES = {
        "+OK\r\n",
        "-ERR no\r\n",
        ":-12\r\n",
        "$5\r\n+OK\r\n\r\n",
        "$-1\r\n",
        "$0\r\n\r\n",
        "*-1\r\n",
        "*0\r\n",
        "*2\r\n$1\r\na\r\n*2\r\n:1\r\n*0\r\n",
        "%2\r\n+a\r\n:1\r\n+b\r\n%1\r\n+c\r\n*1\r\n$-1\r\n",
        "~3\r\n#t\r\n,3.14\r\n(12345678901234567890\r\n",
        "_\r\n",
        "=7\r\ntxt:abc\r\n",
        "!5\r\nERR x\r\n",
        "|1\r\n+ttl\r\n:3\r\n*1\r\n|1\r\n+x\r\n+y\r\n:9\r\n",
        "|0\r\n+behind an attribute\r\n"
    };
    private static final String PUSH = ">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n";

    @Test
    void everyKindOfReplyCountsAsOne() {
        for (String reply : REPLIES) {
            assertThat(count(reply)).as(reply).isEqualTo(1);
            assertThat(count(reply + reply)).as(reply).isEqualTo(2);
        }
    }

    @Test
    void pushesCountAsNone() {
        assertThat(count(PUSH)).isZero();
        assertThat(count("+OK\r\n" + PUSH + PUSH + ":1\r\n" + PUSH)).isEqualTo(2);
    }

    @Test
    void isTheSameHoweverTheBytesAreSplitInTwo() {
        String all = String.join(PUSH, REPLIES);
        for (int split = 0; split <= all.length(); split++) {
            assertThat(count(all.substring(0, split), all.substring(split)))
                    .as("split at " + split)
                    .isEqualTo(REPLIES.length);
        }
    }

    @Test
    void isTheSameForRandomRepliesInRandomPieces() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder bytes = new StringBuilder();
            int replies = 1 + random.nextInt(20);
            for (int i = 0; i < replies; i++) {
                bytes.append(randomReply(random, 0));
                if (random.nextInt(4) == 0) {
                    bytes.append(PUSH);
                }
            }
            assertThat(count(bytes.toString())).as("seed " + seed).isEqualTo(replies);
            assertThat(count(CommandScannerTest.cut(bytes.toString(), random))).isEqualTo(replies);
        }
    }

    @Test
    void stopsBehindAsManyRepliesAsAskedFor() {
        ReplyScanner scanner = new ReplyScanner();
        ByteBuf buf = bytes("+1\r\n+2\r\n+3\r\n");
        assertThat(scanner.scan(buf, 0, buf.readableBytes(), 2)).isEqualTo(Event.COUNTED);
        assertThat(scanner.position()).isEqualTo(8);
        assertThat(scanner.counted()).isEqualTo(2);
        assertThat(scanner.atBoundary()).isTrue();
    }

    @Test
    void aWatchedReplyShowsItsFirstLineAndThenItsEnd() {
        for (int split = 1; split < 16; split++) {
            ReplyScanner scanner = new ReplyScanner();
            scanner.watchNextReply();
            String all = "-UNBLOCKED x\r\n+OK\r\n";
            Event event = null;
            ByteBuf first = bytes(all.substring(0, split));
            event = scanner.scan(first, 0, first.readableBytes(), 1);
            ByteBuf second = bytes(all.substring(split));
            int at = 0;
            if (event == Event.NEED_MORE) {
                event = scanner.scan(second, 0, second.readableBytes(), 1);
                at = scanner.position();
            }
            assertThat(event).as("split at " + split).isEqualTo(Event.HEAD);
            assertThat(scanner.head()).isEqualTo("-UNBLOCKED x");
            assertThat(scanner.atBoundary()).isFalse();
            assertThat(scanner.scan(second, at, second.readableBytes(), 1)).isEqualTo(Event.COUNTED);
            assertThat(scanner.atBoundary()).isTrue();
            assertThat(scanner.takeErrorSeen()).isTrue();
            assertThat(scanner.takeErrorSeen()).isFalse();
        }
    }

    @Test
    void theTypesOfTheElementsOfAWatchedReplyAreNoted() {
        ReplyScanner scanner = new ReplyScanner();
        scanner.watchNextReply();
        ByteBuf buf = bytes("*5\r\n+OK\r\n*1\r\n*1\r\n-ERR inner\r\n-ERR x\r\n$1\r\na\r\n:1\r\n");
        assertThat(scanner.scan(buf, 0, buf.readableBytes(), 1)).isEqualTo(Event.HEAD);
        assertThat(scanner.head()).isEqualTo("*5");
        assertThat(scanner.scan(buf, scanner.position(), buf.readableBytes(), 1))
                .isEqualTo(Event.COUNTED);
        assertThat(new String(scanner.elementTypes(), ISO_8859_1)).isEqualTo("+*-$:");
    }

    @Test
    void aPushBeforeAWatchedReplyIsNotTakenForIt() {
        ReplyScanner scanner = new ReplyScanner();
        scanner.watchNextReply();
        scanner.describe(true, false);
        ByteBuf buf = bytes(PUSH + "+OK\r\n");
        assertThat(scanner.scan(buf, 0, buf.readableBytes(), 1)).isEqualTo(Event.MESSAGE);
        assertThat(scanner.position()).as("known by its first byte").isEqualTo(1);
        assertThat(scanner.scan(buf, scanner.position(), buf.readableBytes(), 1))
                .isEqualTo(Event.ITEM);
        assertThat(scanner.item()).isEqualTo(Item.MESSAGE);
        assertThat(scanner.watching()).isTrue();
        assertThat(scanner.scan(buf, scanner.position(), buf.readableBytes(), 1))
                .isEqualTo(Event.HEAD);
        assertThat(scanner.head()).isEqualTo("+OK");
    }

    @Test
    void messagesConfirmationsAndRepliesAreToldApart() {
        String messages = "*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n"
                + "*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$2\r\nhi\r\n"
                + "*2\r\n$4\r\npong\r\n$0\r\n\r\n"
                + "*4\r\n$8\r\npmessage\r\n$1\r\na\r\n$1\r\na\r\n$2\r\nhi\r\n"
                + "*3\r\n$12\r\npunsubscribe\r\n$1\r\na\r\n:0\r\n"
                + "+RESET\r\n";
        List<Item> expected =
                List.of(Item.CONFIRMATION, Item.MESSAGE, Item.REPLY, Item.MESSAGE, Item.CONFIRMATION, Item.REPLY);
        for (int split = 0; split <= messages.length(); split++) {
            assertThat(items(true, messages.substring(0, split), messages.substring(split)))
                    .as("split at " + split)
                    .isEqualTo(expected);
        }
        assertThat(items(false, messages)).as("in RESP3 arrays are replies").containsOnly(Item.REPLY);
        assertThat(items(false, messages.replace('*', '>')))
                .isEqualTo(List.of(
                        Item.CONFIRMATION, Item.MESSAGE, Item.MESSAGE, Item.MESSAGE, Item.CONFIRMATION, Item.REPLY));
    }

    @Test
    void linesOfMonitorAreMessages() {
        ReplyScanner scanner = new ReplyScanner();
        scanner.monitoring(true);
        ByteBuf buf = bytes("+OK\r\n+1339518083.107412 [0 127.0.0.1:60866] \"keys\" \"*\"\r\n+PONG\r\n");
        scanner.scan(buf, 0, buf.readableBytes(), Long.MAX_VALUE);
        assertThat(scanner.counted()).isEqualTo(2);
    }

    @Test
    void hugeBulkStringsAreSkippedByTheirLength() {
        ReplyScanner scanner = new ReplyScanner();
        ByteBuf header = bytes("$5368709120\r\n");
        scanner.scan(header, 0, header.readableBytes(), 1);
        ByteBuf block = Unpooled.wrappedBuffer(new byte[1 << 20]);
        for (int i = 0; i < 5120; i++) {
            assertThat(scanner.scan(block, 0, block.readableBytes(), 1)).isEqualTo(Event.NEED_MORE);
        }
        ByteBuf end = bytes("\r\n");
        assertThat(scanner.scan(end, 0, 2, 1)).isEqualTo(Event.COUNTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OK\r\n", "$5x\r\n", "*1\r\n?\r\n", "\r\n"})
    void whatIsNotRespIsMalformed(String text) {
        ReplyScanner scanner = new ReplyScanner();
        ByteBuf buf = bytes(text);
        assertThat(scanner.scan(buf, 0, buf.readableBytes(), Long.MAX_VALUE)).isEqualTo(Event.MALFORMED);
    }

    private static long count(String... pieces) {
        ReplyScanner scanner = new ReplyScanner();
        long replies = 0;
        for (String piece : pieces) {
            ByteBuf buf = bytes(piece);
            assertThat(scanner.scan(buf, 0, buf.readableBytes(), Long.MAX_VALUE))
                    .isEqualTo(Event.NEED_MORE);
            replies += scanner.counted();
        }
        assertThat(scanner.atBoundary()).isTrue();
        return replies;
    }

    private static List<Item> items(boolean plainArrays, String... pieces) {
        ReplyScanner scanner = new ReplyScanner();
        scanner.describe(true, plainArrays);
        List<Item> items = new ArrayList<>();
        for (String piece : pieces) {
            ByteBuf buf = bytes(piece);
            int at = 0;
            while (scanner.scan(buf, at, buf.readableBytes(), Long.MAX_VALUE) == Event.ITEM) {
                items.add(scanner.item());
                at = scanner.position();
            }
        }
        return items;
    }

    private static String randomReply(Random random, int depth) {
        int kind = random.nextInt(depth > 3 ? 6 : 10);
        return switch (kind) {
            case 0 -> "+" + "x".repeat(random.nextInt(5)) + "\r\n";
            case 1 -> "-ERR\r\n";
            case 2 -> ":" + random.nextInt() + "\r\n";
            case 3 -> {
                int length = random.nextInt(30);
                yield "$" + length + "\r\n" + "\r\n*>$+".repeat(5).substring(0, length) + "\r\n";
            }
            case 4 -> "$-1\r\n";
            case 5 -> "_\r\n";
            case 6 -> "|1\r\n+k\r\n" + randomReply(random, depth + 1) + randomReply(random, depth + 1);
            default -> {
                int size = random.nextInt(4);
                char type = "*~%".charAt(kind - 7);
                StringBuilder out =
                        new StringBuilder().append(type).append(size).append("\r\n");
                for (int i = 0; i < (type == '%' ? 2 * size : size); i++) {
                    out.append(randomReply(random, depth + 1));
                }
                yield out.toString();
            }
        };
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, ISO_8859_1);
    }
}
