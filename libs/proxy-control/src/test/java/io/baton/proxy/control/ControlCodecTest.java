package io.baton.proxy.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ControlCodecTest {

    static List<ProxyCommand> commands() {
        return Samples.COMMANDS;
    }

    static List<ProxyAnswer> answers() {
        return Samples.ANSWERS;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandSurvivesTheWire(ProxyCommand command) {
        assertThat(ControlCodec.decodeCommand(ControlCodec.encode(command))).isEqualTo(command);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyAnswerSurvivesTheWire(ProxyAnswer answer) {
        assertThat(ControlCodec.decodeAnswer(ControlCodec.encode(answer))).isEqualTo(answer);
    }

    @Test
    void samplesHoldEveryMessageOfTheProtocol() {
        assertThat(Samples.COMMANDS).extracting(Object::getClass).doesNotHaveDuplicates();
        assertThat(Samples.COMMANDS.stream().map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(leaves(ProxyCommand.class));
        assertThat(Samples.ANSWERS.stream().map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(leaves(ProxyAnswer.class));
    }

    @Test
    void aLineIsOneJsonObjectAndALineFeed() {
        String line = new String(ControlCodec.encode(new ProxyCommand.Release("orders", 7)), UTF_8);
        assertThat(line).isEqualTo("{\"type\":\"release\",\"instanceId\":\"orders\",\"epoch\":7}\n");
    }

    @Test
    void fieldsOfANewerVersionAreIgnored() {
        assertThat(ControlCodec.decodeCommand(
                        bytes("{\"type\":\"status\",\"instanceId\":\"orders\",\"colour\":\"red\"}")))
                .isEqualTo(new ProxyCommand.Status("orders"));
    }

    @Test
    void aStatusOfAnOlderProxyIsUnderstood() {
        String older = "{\"type\":\"status\",\"instanceId\":\"orders\",\"epoch\":1,\"phase\":\"SERVING\","
                + "\"sessions\":2,\"preparedSessions\":0,\"owedReplies\":0,\"heldBytes\":0,\"heldMicros\":0}";
        ProxyAnswer.StatusReport status = (ProxyAnswer.StatusReport) ControlCodec.decodeAnswer(bytes(older));
        assertThat(status.version()).isNull();
        assertThat(status.accepting()).isTrue();
        assertThat(status.retiring()).isFalse();
        assertThat(status.bufferedBytes()).isZero();
        assertThat(status.traffic()).isNull();
    }

    @Test
    void latenciesOfSeveralLoopsAddUp() {
        LatencyCounts one = LatencyCounts.of(new long[] {50, 100}, new long[] {1, 2, 3}, 900);
        LatencyCounts other = LatencyCounts.of(new long[] {50, 100}, new long[] {10, 0, 1}, 600);
        assertThat(one.plus(other)).isEqualTo(LatencyCounts.of(new long[] {50, 100}, new long[] {11, 2, 4}, 1500));
        assertThatThrownBy(() -> LatencyCounts.of(new long[] {50}, new long[] {1}, 1))
                .hasMessageContaining("one count more than bounds");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            hello                                                  | not a JSON object
            {"type":"status"                                       | not a
            {"type":"explode","instanceId":"i"}                    | "explode" is not the type of a known command
            {"instanceId":"i"}                                     | no field "type"
            [1,2]                                                  | not a valid command
            {"type":"hold","instanceId":"i","epoch":"soon"}        | check "epoch"
            {"type":"hold","instanceId":"i","epoch":null}          | check "epoch"
            {"type":"status","instanceId":"i"} {}                  | not a
            """)
    void malformedLinesAreNamedAsSuch(String line, String complaint) {
        assertThatThrownBy(() -> ControlCodec.decodeCommand(bytes(line)))
                .isInstanceOf(MalformedLineException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void anEmptyLineIsMalformed() {
        assertThatThrownBy(() -> ControlCodec.decodeCommand(new byte[0])).isInstanceOf(MalformedLineException.class);
    }

    @Test
    void aComplaintNeverQuotesTheLine() {
        assertThatThrownBy(() -> ControlCodec.decodeCommand(bytes("{\"type\":\"authenticate\",\"token\":\"s3cret\",}")))
                .hasMessageNotContaining("s3cret");
        assertThat(new ProxyCommand.Authenticate("s3cret").toString()).doesNotContain("s3cret");
    }

    @Test
    void anAddressMustBeUsable() {
        assertThatThrownBy(() -> new Address("", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Address("h", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> ControlCodec.decodeCommand(
                                bytes(
                                        "{\"type\":\"switch\",\"instanceId\":\"i\",\"epoch\":1,\"target\":{\"host\":\"h\",\"port\":0}}")))
                .isInstanceOf(MalformedLineException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static List<Class<?>> leaves(Class<?> sealed) {
        return Stream.of(sealed.getPermittedSubclasses())
                .<Class<?>>flatMap(c -> c.isSealed() ? leaves(c).stream() : Stream.of(c))
                .distinct()
                .toList();
    }
}
