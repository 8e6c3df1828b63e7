package io.baton.proxy.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.resp.CommandKind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What of a client's bytes is sent, and when, however they are split. */
class CommandFlowTest {

    private static final String SMALL = "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n";
    private static final String SPECIAL = "*2\r\n$6\r\nSELECT\r\n$1\r\n3\r\n";
    private static final String BIG = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$40000\r\n" + "x".repeat(40_000) + "\r\n";

    private final Recording outlet = new Recording();
    private final CommandFlow flow = new CommandFlow(outlet);

    @AfterEach
    void free() {
        flow.release();
        outlet.free();
    }

    @Test
    void everyByteIsSentOnceAndInOrder() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Recording recording = new Recording();
            CommandFlow one = new CommandFlow(recording);
            StringBuilder all = new StringBuilder();
            int commands = 1 + random.nextInt(12);
            int ordinary = 0;
            for (int i = 0; i < commands; i++) {
                String command = List.of(SMALL, SPECIAL, BIG, "inline 1\r\n").get(random.nextInt(4));
                ordinary += command.equals(SPECIAL) ? 0 : 1;
                all.append(command);
            }
            int at = 0;
            while (at < all.length()) {
                int to = Math.min(all.length(), at + 1 + random.nextInt(seed % 3 == 0 ? 50_000 : 40));
                recording.open = random.nextInt(4) > 0 || one.streaming();
                one.resume();
                one.receive(bytes(all.substring(at, to)));
                at = to;
            }
            recording.open = true;
            one.resume();
            assertThat(recording.sent.toString()).as("seed " + seed).isEqualTo(all.toString());
            assertThat(recording.commands).isEqualTo(ordinary);
            assertThat(one.complete()).isEqualTo(commands);
            assertThat(one.waitingBytes()).isZero();
            assertThat(recording.pieces).allMatch(ByteBuf::isReadable);
            recording.free();
        }
    }

    @Test
    void aShortPieceOfACommandWaitsForItsRest() {
        flow.receive(bytes(SMALL + SMALL.substring(0, 9)));
        assertThat(outlet.sent.toString()).isEqualTo(SMALL);
        assertThat(flow.waitingBytes()).isEqualTo(9);
        assertThat(flow.streaming()).isFalse();
        flow.receive(bytes(SMALL.substring(9)));
        assertThat(outlet.sent.toString()).isEqualTo(SMALL + SMALL);
    }

    @Test
    void aLongPieceOfACommandIsSentAndCompletedEvenInAHold() {
        flow.receive(bytes(BIG.substring(0, 20_000)));
        assertThat(flow.streaming()).isTrue();
        assertThat(outlet.sent).hasSize(20_000);
        flow.hold();
        outlet.openWhileStreaming = flow;
        flow.receive(bytes(BIG.substring(20_000) + SMALL));
        assertThat(outlet.sent.toString()).isEqualTo(BIG);
        assertThat(flow.streaming()).isFalse();
        assertThat(flow.waitingBytes()).isEqualTo(SMALL.length());
        assertThat(outlet.commands).isEqualTo(1);
    }

    @Test
    void aBeginningThatAnEngineMayRefuseByItsLengthAloneDoesNotWait() {
        String beginning = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1100000\r\n";
        flow.receive(bytes(beginning));
        assertThat(outlet.sent.toString()).isEqualTo(beginning);
        assertThat(flow.streaming()).isTrue();
        flow.receive(bytes("x".repeat(1_100_000) + "\r\n" + SMALL));
        assertThat(flow.streaming()).isFalse();
        assertThat(outlet.commands).isEqualTo(2);
    }

    @Test
    void aSpecialCommandThatWillBeTooLongIsRefusedByItsBeginning() {
        flow.receive(bytes("*2\r\n$9\r\nSUBSCRIBE\r\n$2000000000\r\n"));
        assertThat(outlet.complaints).singleElement().asString().contains("may not be longer");
    }

    @Test
    void aHoldInTheMiddleOfAShortCommandSendsItAsAWholeAfterwards() {
        flow.receive(bytes(SPECIAL.substring(0, 15)));
        flow.hold();
        outlet.open = false;
        flow.receive(bytes(SPECIAL.substring(15) + SMALL));
        assertThat(outlet.sent).isEmpty();
        outlet.open = true;
        flow.resume();
        assertThat(outlet.sent.toString()).isEqualTo(SPECIAL + SMALL);
        assertThat(outlet.specials).containsExactly("SELECT 3");
    }

    @Test
    void whatIsPutFirstIsSentFirst() {
        outlet.open = false;
        flow.receive(bytes(SMALL));
        flow.putFirst(bytes(SPECIAL));
        outlet.open = true;
        flow.resume();
        assertThat(outlet.sent.toString()).isEqualTo(SPECIAL + SMALL);
    }

    @Test
    void nothingIsSentWhileEverythingIsAnsweredHere() {
        outlet.answersAll = true;
        for (String piece : List.of(BIG.substring(0, 7), BIG.substring(7, 30_000), BIG.substring(30_000), SMALL)) {
            flow.receive(bytes(piece));
            assertThat(flow.waitingBytes()).isLessThan(100);
        }
        assertThat(outlet.sent).isEmpty();
        assertThat(outlet.answeredHere).isEqualTo(2);
    }

    @Test
    void aSpecialCommandThatIsTooLongIsRefused() {
        flow.receive(bytes("*2\r\n$9\r\nSUBSCRIBE\r\n$2000000\r\n" + "x".repeat(1_100_000)));
        assertThat(outlet.complaints).singleElement().asString().contains("may not be longer");
    }

    @Test
    void whatCameBeforeMalformedBytesIsSent() {
        flow.receive(bytes(SMALL + "*1\r\n!"));
        assertThat(outlet.sent.toString()).isEqualTo(SMALL);
        assertThat(outlet.complaints).containsExactly("expected '$', got '!'");
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, ISO_8859_1);
    }

    private static final class Recording implements CommandFlow.Outlet {
        private final StringBuilder sent = new StringBuilder();
        private final List<ByteBuf> pieces = new ArrayList<>();
        private final List<String> specials = new ArrayList<>();
        private final List<String> complaints = new ArrayList<>();
        private CommandFlow openWhileStreaming;
        private boolean open = true;
        private boolean answersAll;
        private int commands;
        private int answeredHere;

        @Override
        public boolean open() {
            return openWhileStreaming != null ? openWhileStreaming.streaming() : open && complaints.isEmpty();
        }

        @Override
        public void send(ByteBuf bytes, int from, int length) {
            sent.append(bytes.toString(from, length, ISO_8859_1));
            pieces.add(bytes);
        }

        @Override
        public void sent(int count) {
            commands += count;
        }

        @Override
        public void special(CommandKind kind, List<byte[]> words, ByteBuf raw) {
            specials.add(String.join(
                    " ", words.stream().map(w -> new String(w, ISO_8859_1)).toList()));
            send(raw.retain(), raw.readerIndex(), raw.readableBytes());
        }

        @Override
        public boolean answersAll() {
            return answersAll;
        }

        @Override
        public void answerHere(CommandKind kind) {
            answeredHere++;
        }

        @Override
        public void malformed(String complaint) {
            complaints.add(complaint);
        }

        private void free() {
            pieces.forEach(ByteBuf::release);
            assertThat(pieces).allMatch(piece -> piece.refCnt() == 0);
        }
    }
}
