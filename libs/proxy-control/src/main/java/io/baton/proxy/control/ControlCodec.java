package io.baton.proxy.control;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Turns messages into lines and back. A line is one JSON object in UTF-8, ended by a line feed, at most
 * {@link #MAX_LINE_BYTES} long. Fields that a reader does not know are ignored, so that a newer side can add some.
 */
public final class ControlCodec {

    /** Longest line that a reader accepts, in bytes. */
    public static final int MAX_LINE_BYTES = 64 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            // Parse errors would otherwise quote their input, which may hold a token.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectReader COMMANDS = MAPPER.readerFor(ProxyCommand.class);
    private static final ObjectReader ANSWERS = MAPPER.readerFor(ProxyAnswer.class);
    private static final ObjectWriter COMMAND_WRITER = MAPPER.writerFor(ProxyCommand.class);
    private static final ObjectWriter ANSWER_WRITER = MAPPER.writerFor(ProxyAnswer.class);

    private ControlCodec() {}

    /** The command as a line, with its line feed. */
    public static byte[] encode(ProxyCommand command) {
        return line(COMMAND_WRITER, command);
    }

    /** The answer as a line, with its line feed. */
    public static byte[] encode(ProxyAnswer answer) {
        return line(ANSWER_WRITER, answer);
    }

    /**
     * Reads a command from a line, with or without its line feed.
     *
     * @throws MalformedLineException if the line is no command
     */
    public static ProxyCommand decodeCommand(byte[] line) {
        return read(COMMANDS, line, "command");
    }

    /**
     * Reads an answer from a line, with or without its line feed.
     *
     * @throws MalformedLineException if the line is no answer
     */
    public static ProxyAnswer decodeAnswer(byte[] line) {
        return read(ANSWERS, line, "answer");
    }

    /** Loads and exercises everything that the codec needs, so that the first real message is as fast as the rest. */
    public static void warmUp() {
        for (int round = 0; round < 20; round++) {
            Samples.COMMANDS.forEach(command -> decodeCommand(encode(command)));
            Samples.ANSWERS.forEach(answer -> decodeAnswer(encode(answer)));
        }
    }

    private static byte[] line(ObjectWriter writer, Object message) {
        try {
            byte[] json = writer.writeValueAsBytes(message);
            byte[] line = Arrays.copyOf(json, json.length + 1);
            line[json.length] = '\n';
            return line;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a message of this protocol can always be written", impossible);
        }
    }

    private static <T> T read(ObjectReader reader, byte[] line, String what) {
        if (line.length > MAX_LINE_BYTES) {
            throw new MalformedLineException("the line is longer than " + MAX_LINE_BYTES + " bytes");
        }
        T message;
        try {
            message = reader.readValue(line);
        } catch (InvalidTypeIdException unknown) {
            throw new MalformedLineException(typeComplaint(unknown.getTypeId(), what));
        } catch (JsonMappingException wrong) {
            throw new MalformedLineException("the line is JSON but not a valid " + what + pathOf(wrong));
        } catch (JacksonException notJson) {
            throw new MalformedLineException("the line is not a JSON object");
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory can always be read", impossible);
        }
        if (message == null) {
            throw new MalformedLineException("the line is empty");
        }
        return message;
    }

    /** Names an unknown type only if it looks like one: what is in its place may be anything, a secret too. */
    private static String typeComplaint(String typeId, String what) {
        if (typeId == null) {
            return "the line has no field \"type\"";
        }
        return typeId.matches("[a-zA-Z]{1,20}")
                ? "\"" + typeId + "\" is not the type of a known " + what
                : "the line is JSON but not a valid " + what;
    }

    private static String pathOf(JsonMappingException wrong) {
        List<JsonMappingException.Reference> path = wrong.getPath();
        return path.isEmpty() ? "" : ": check \"" + path.get(path.size() - 1).getFieldName() + "\"";
    }
}
