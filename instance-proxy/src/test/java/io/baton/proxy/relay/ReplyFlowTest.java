package io.baton.proxy.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.session.Expectation;
import io.baton.proxy.session.Expectation.Verdict;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What of an engine's bytes reaches the client, however they are split. */
class ReplyFlowTest {

    private static final String PUSH = ">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n";

    private final StringBuilder client = new StringBuilder();
    private final List<String> heads = new ArrayList<>();

    @Test
    void onlyWhatTheProxyAskedForIsTakenOut() {
        String engine = "+1\r\n" + PUSH + ":77\r\n$5\r\n+2\r\n3\r\n" + "-UNBLOCKED x\r\n" + PUSH
                + "*2\r\n:1\r\n-ERR\r\n" + "+5\r\n";
        String expected = "+1\r\n" + PUSH + "$5\r\n+2\r\n3\r\n" + "(here)" + PUSH + "*2\r\n:1\r\n-ERR\r\n" + "+5\r\n";
        for (int seed = 0; seed < 500; seed++) {
            client.setLength(0);
            heads.clear();
            ReplyFlow flow = flow();
            flow.forwarding(true);
            flow.ledger().issued(1);
            flow.ledger().issued(swallowing());
            flow.ledger().issued(1);
            flow.ledger().issued(swallowing());
            flow.ledger().issued(answeringHere("(here)"));
            flow.ledger().issued(forwarding());
            flow.ledger().issued(1);
            feed(flow, engine, seed);
            assertThat(client.toString()).as("seed " + seed).isEqualTo(expected);
            assertThat(heads).containsExactly(":77", "-UNBLOCKED x", "*2", "end:-:");
            assertThat(flow.ledger().owed()).isZero();
            assertThat(flow.atBoundary()).isTrue();
        }
    }

    @Test
    void aConnectionThatIsBeingRestoredSaysNothingUntilItIsToldTo() {
        String engine = "+OK\r\n"
                + "*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n*3\r\n$9\r\nsubscribe\r\n$1\r\nb\r\n:2\r\n"
                + "*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$3\r\nold\r\n"
                + "*2\r\n$4\r\npong\r\n$0\r\n\r\n"
                + "*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$3\r\nnew\r\n"
                + "*2\r\n$4\r\npong\r\n$0\r\n\r\n";
        for (int seed = 0; seed < 500; seed++) {
            client.setLength(0);
            ReplyFlow flow = flow();
            flow.subscriber(true, true);
            flow.ledger().issued(swallowing());
            flow.ledger().issued(new Replies.OwnSubscription(2, () -> {}));
            flow.ledger().issued(new Replies.Own(head -> {}, () -> flow.forwarding(true)));
            flow.ledger().issued(1);
            feed(flow, engine, seed);
            assertThat(client.toString())
                    .as("seed " + seed)
                    .isEqualTo("*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$3\r\nnew\r\n*2\r\n$4\r\npong\r\n$0\r\n\r\n");
            assertThat(flow.ledger().owed()).isZero();
        }
    }

    /** Each is far longer than what is read at once, and nothing of it is kept until its end. */
    @Test
    void messagesBetweenRepliesAreStreamedWhateverTheirLengthAndForm() {
        String payload = "$1000000\r\n" + "x".repeat(1_000_000) + "\r\n";
        String push = ">3\r\n$7\r\nmessage\r\n$1\r\na\r\n" + payload;
        String plain = "*3\r\n$7\r\nmessage\r\n$1\r\na\r\n" + payload;
        String attribute = "|1\r\n$1\r\nk\r\n" + payload;
        String monitored = "+1339518083.107412 [0 127.0.0.1:60866] \"set\" \"" + "x".repeat(1_000_000) + "\"\r\n";
        for (String message : List.of(push, plain, attribute, monitored)) {
            client.setLength(0);
            heads.clear();
            ReplyFlow flow = flow();
            flow.forwarding(true);
            flow.subscriber(true, true);
            flow.monitoring(true);
            flow.ledger().issued(forwarding());
            int passedOn = 0;
            for (int at = 0; at < message.length(); at += 50_000) {
                int to = Math.min(message.length(), at + 50_000);
                assertThat(flow.receive(bytes(message.substring(at, to)))).isTrue();
                assertThat(client.length()).isEqualTo(to);
                passedOn++;
            }
            assertThat(passedOn).isGreaterThan(19);
            assertThat(heads).isEmpty();
            assertThat(flow.ledger().owed()).isEqualTo(1);
            assertThat(flow.receive(bytes("*0\r\n"))).isTrue();
            assertThat(client.toString()).isEqualTo(message + "*0\r\n");
            assertThat(heads).containsExactly("*0", "end:");
            assertThat(flow.ledger().owed()).isZero();
        }
    }

    @Test
    void theFirstLineOfAReplyIsDecidedAboutByItsBeginningHoweverLongItIs() {
        ReplyFlow flow = flow();
        flow.forwarding(true);
        flow.ledger().issued(forwarding());
        flow.receive(bytes("+" + "x".repeat(600)));
        assertThat(client).hasSize(601);
        flow.receive(bytes("x\r\n"));
        assertThat(client).hasSize(604);
        assertThat(flow.ledger().owed()).isZero();
    }

    /** To a RESP2 subscriber a message looks like an array; the proxy may be waiting for an answer of its own then. */
    @Test
    void aPlainMessageIsNotTakenForTheAnswerToAQuestionOfTheProxy() {
        String message = "*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$3\r\nnew\r\n";
        for (int seed = 0; seed < 200; seed++) {
            client.setLength(0);
            heads.clear();
            ReplyFlow flow = flow();
            flow.forwarding(true);
            flow.subscriber(true, true);
            flow.ledger().issued(swallowing());
            feed(flow, message + message + "*2\r\n$4\r\npong\r\n$0\r\n\r\n" + message, seed);
            assertThat(client.toString()).as("seed %d", seed).isEqualTo(message + message + message);
            assertThat(flow.ledger().owed()).isZero();
        }
    }

    @Test
    void aRefusedSubscriptionOwesNothingMore() {
        ReplyFlow flow = flow();
        flow.forwarding(true);
        List<String> refused = new ArrayList<>();
        flow.ledger().issued(new Replies.OwnSubscription(2, () -> refused.add("refused")));
        flow.ledger().issued(1);
        feed(flow, "-NOPERM no\r\n+OK\r\n", 1);
        assertThat(refused).containsExactly("refused");
        assertThat(flow.ledger().owed()).isZero();
    }

    @Test
    void bytesThatAreNoRepliesAreReported() {
        assertThat(flow().receive(bytes("HTTP/1.1 400\r\n"))).isFalse();
    }

    @Test
    void nothingIsPassedOnOnceItIsStopped() {
        ReplyFlow flow = flow();
        flow.forwarding(true);
        flow.stop();
        assertThat(flow.receive(bytes("+OK\r\n"))).isTrue();
        assertThat(client).isEmpty();
    }

    private ReplyFlow flow() {
        return new ReplyFlow(bytes -> {
            client.append(bytes.toString(ISO_8859_1));
            bytes.release();
        });
    }

    private static void feed(ReplyFlow flow, String engine, int seed) {
        Random random = new Random(seed);
        int at = 0;
        while (at < engine.length()) {
            int to = Math.min(engine.length(), at + 1 + random.nextInt(1 + seed % 40));
            assertThat(flow.receive(bytes(engine.substring(at, to)))).isTrue();
            at = to;
        }
    }

    private Expectation swallowing() {
        return head -> {
            heads.add(head);
            return Verdict.SWALLOW;
        };
    }

    private Expectation forwarding() {
        return new Expectation() {
            @Override
            public Verdict onHead(String head) {
                heads.add(head);
                return Verdict.FORWARD;
            }

            @Override
            public void onEnd(byte[] elementTypes) {
                heads.add("end:" + new StringBuilder(new String(elementTypes, ISO_8859_1)).reverse());
            }
        };
    }

    private Expectation answeringHere(String text) {
        return new Replies.Local(() -> client.append(text));
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, ISO_8859_1);
    }
}
