package io.baton.proxy.resp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes and reads the few whole commands that the proxy itself looks into. */
public final class Resp {

    private Resp() {}

    /** A command as an array of bulk strings. */
    public static ByteBuf command(List<byte[]> words) {
        int size = 16;
        for (byte[] word : words) {
            size += word.length + 16;
        }
        ByteBuf out = Unpooled.buffer(size);
        header(out, '*', words.size());
        for (byte[] word : words) {
            header(out, '$', word.length);
            out.writeBytes(word).writeByte('\r').writeByte('\n');
        }
        return out;
    }

    /** A command as an array of bulk strings. */
    public static ByteBuf command(String... words) {
        return command(List.of(words).stream().map(word -> word.getBytes(UTF_8)).toList());
    }

    /** An error reply. */
    public static ByteBuf error(String text) {
        return Unpooled.copiedBuffer("-ERR " + text + "\r\n", UTF_8);
    }

    /**
     * The words of one complete command, multibulk or inline.
     *
     * @return empty if the bytes are an inline command with unbalanced quotes, which an engine refuses
     */
    public static Optional<List<byte[]>> words(ByteBuf command) {
        return command.getByte(command.readerIndex()) == '*'
                ? Optional.of(multibulk(command.duplicate()))
                : InlineWords.split(command.toString(ISO_8859_1));
    }

    /** The kind of the command that these words are. */
    public static CommandKind kind(List<byte[]> words) {
        return CommandNames.kindOf(words.get(0));
    }

    /** A word as text in upper case, for names and options. */
    public static String option(byte[] word) {
        return new String(word, ISO_8859_1).toUpperCase(Locale.ROOT);
    }

    private static List<byte[]> multibulk(ByteBuf in) {
        in.skipBytes(1);
        int count = (int) number(in);
        List<byte[]> words = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            in.skipBytes(1);
            byte[] word = new byte[(int) number(in)];
            in.readBytes(word).skipBytes(2);
            words.add(word);
        }
        return words;
    }

    private static long number(ByteBuf in) {
        long number = 0;
        for (byte b = in.readByte(); b != '\r'; b = in.readByte()) {
            number = number * 10 + (b - '0');
        }
        in.skipBytes(1);
        return number;
    }

    private static void header(ByteBuf out, char type, int number) {
        out.writeByte(type);
        out.writeCharSequence(Integer.toString(number), US_ASCII);
        out.writeByte('\r').writeByte('\n');
    }
}
