package io.baton.proxy.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.baton.proxy.endpoint.ListeningSockets.Kind;
import io.baton.proxy.switching.Route;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * What an older and a newer proxy say to each other over a Unix domain socket; a line each, but for the descriptors.
 *
 * <pre>
 * newer                                   older
 *   | ---- request: token, epoch ---------> |   refused unless it serves and has obeyed no higher epoch
 *   | <--- offer: route, which sockets ---- |
 *   | ---- ready -------------------------> |   its state file has the route
 *   | <--- descriptors (SCM_RIGHTS) ------- |
 *   | ---- accepting ---------------------> |   stops accepting; its sockets stay open
 *   | <--- stopped ------------------------ |
 *   |            (stays connected)          |   if the newer one dies, it accepts again
 * </pre>
 */
final class Handover {

    static final int LONGEST_LINE = 16 * 1024;
    static final String READY = "ready";
    static final String ACCEPTING = "accepting";
    static final String STOPPED = "stopped";

    /**
     * The newer proxy asks for the endpoint.
     *
     * @param again whether it had taken the endpoint over before it was restarted
     */
    record Request(String token, String instanceId, long epoch, boolean again) {

        /** Leaves the token out. */
        @Override
        public String toString() {
            return "Request[" + instanceId + ", " + epoch + ", " + again + "]";
        }
    }

    /**
     * The older proxy's answer.
     *
     * @param refused why it does not hand over, or null
     * @param sockets the kinds of sockets that follow, in order
     */
    record Offer(String refused, Route route, List<Kind> sockets, String version) {}

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Handover() {}

    static ByteBuf line(Object message) {
        try {
            byte[] json = message instanceof String word
                    ? word.getBytes(java.nio.charset.StandardCharsets.US_ASCII)
                    : MAPPER.writeValueAsBytes(message);
            byte[] line = Arrays.copyOf(json, json.length + 1);
            line[json.length] = '\n';
            return Unpooled.wrappedBuffer(line);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a message of a handover can always be written", impossible);
        }
    }

    /** @throws IOException if the line is no such message; nothing of it is quoted */
    static <T> T read(ByteBuf line, Class<T> type) throws IOException {
        try {
            T message = MAPPER.readValue(ByteBufUtil.getBytes(line), type);
            if (message != null) {
                return message;
            }
        } catch (JsonProcessingException notOne) {
            // said below
        }
        throw new IOException("the other side does not speak the protocol of a handover");
    }
}
