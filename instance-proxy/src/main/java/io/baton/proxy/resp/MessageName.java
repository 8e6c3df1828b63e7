package io.baton.proxy.resp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.baton.proxy.resp.ReplyScanner.Item;
import io.netty.buffer.ByteBuf;

/** The first word of a pub/sub message or confirmation, read from any number of pieces. */
final class MessageName {

    private static final int LONGEST = 12;

    private final byte[] letters = new byte[LONGEST];
    private int length;
    private int read;

    void begin(long length) {
        this.length = (int) Math.min(length, LONGEST + 1);
        this.read = 0;
    }

    /** Takes letters; what comes behind the word (its line end) is ignored. */
    void append(ByteBuf buf, int from, int count) {
        for (int i = 0; i < count && read < Math.min(length, LONGEST); i++) {
            letters[read++] = buf.getByte(from + i);
        }
    }

    /** What a push or array is whose first word this is. */
    Item itemFor(byte topType) {
        if (length > LONGEST) {
            return topType == '>' ? Item.MESSAGE : Item.REPLY;
        }
        return switch (new String(letters, 0, length, US_ASCII)) {
            case "message", "pmessage", "smessage" -> Item.MESSAGE;
            case "subscribe", "psubscribe", "ssubscribe", "unsubscribe", "punsubscribe", "sunsubscribe" ->
                Item.CONFIRMATION;
            default -> topType == '>' ? Item.MESSAGE : Item.REPLY;
        };
    }
}
