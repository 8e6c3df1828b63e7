package io.baton.proxy.resp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;

/**
 * Finds the kind of a command by its name, packed into two longs: the first eight letters and the rest, upper case. So a
 * scanner needs neither a string nor a copy of the name.
 */
final class CommandNames {

    /** Longer names are ordinary commands. */
    static final int LONGEST = 16;

    private static final Map<String, CommandKind> KINDS = Map.ofEntries(
            Map.entry("AUTH", CommandKind.AUTH),
            Map.entry("HELLO", CommandKind.HELLO),
            Map.entry("SELECT", CommandKind.SELECT),
            Map.entry("CLIENT", CommandKind.CLIENT),
            Map.entry("MULTI", CommandKind.MULTI),
            Map.entry("EXEC", CommandKind.EXEC),
            Map.entry("DISCARD", CommandKind.DISCARD),
            Map.entry("WATCH", CommandKind.WATCH),
            Map.entry("UNWATCH", CommandKind.UNWATCH),
            Map.entry("RESET", CommandKind.RESET),
            Map.entry("QUIT", CommandKind.QUIT),
            Map.entry("SUBSCRIBE", CommandKind.SUBSCRIBE),
            Map.entry("UNSUBSCRIBE", CommandKind.UNSUBSCRIBE),
            Map.entry("PSUBSCRIBE", CommandKind.PSUBSCRIBE),
            Map.entry("PUNSUBSCRIBE", CommandKind.PUNSUBSCRIBE),
            Map.entry("SSUBSCRIBE", CommandKind.SSUBSCRIBE),
            Map.entry("SUNSUBSCRIBE", CommandKind.SUNSUBSCRIBE),
            Map.entry("MONITOR", CommandKind.MONITOR),
            Map.entry("SYNC", CommandKind.SYNC),
            Map.entry("PSYNC", CommandKind.SYNC),
            Map.entry("BLPOP", CommandKind.BLOCKING_TIMEOUT_LAST),
            Map.entry("BRPOP", CommandKind.BLOCKING_TIMEOUT_LAST),
            Map.entry("BRPOPLPUSH", CommandKind.BLOCKING_TIMEOUT_LAST),
            Map.entry("BLMOVE", CommandKind.BLOCKING_TIMEOUT_LAST),
            Map.entry("BZPOPMIN", CommandKind.BLOCKING_TIMEOUT_LAST),
            Map.entry("BZPOPMAX", CommandKind.BLOCKING_TIMEOUT_LAST),
            Map.entry("BLMPOP", CommandKind.BLOCKING_TIMEOUT_FIRST),
            Map.entry("BZMPOP", CommandKind.BLOCKING_TIMEOUT_FIRST),
            Map.entry("XREAD", CommandKind.STREAM_READ),
            Map.entry("XREADGROUP", CommandKind.STREAM_READ),
            Map.entry("WAIT", CommandKind.WAIT),
            Map.entry("WAITAOF", CommandKind.WAIT));

    private static final int SLOTS = 256;
    private static final long[] HEADS = new long[SLOTS];
    private static final long[] TAILS = new long[SLOTS];
    private static final CommandKind[] SLOT_KINDS = new CommandKind[SLOTS];

    static {
        KINDS.forEach(CommandNames::put);
    }

    private CommandNames() {}

    /** The kind of the command with this name. */
    static CommandKind kindOf(byte[] name) {
        if (name.length > LONGEST) {
            return CommandKind.ORDINARY;
        }
        long head = 0;
        long tail = 0;
        for (int i = 0; i < name.length; i++) {
            if (i < 8) {
                head = append(head, name[i]);
            } else {
                tail = append(tail, name[i]);
            }
        }
        return kindOf(head, tail);
    }

    static CommandKind kindOf(long head, long tail) {
        for (int slot = slotOf(head, tail); ; slot = (slot + 1) & (SLOTS - 1)) {
            if (SLOT_KINDS[slot] == null) {
                return CommandKind.ORDINARY;
            }
            if (HEADS[slot] == head && TAILS[slot] == tail) {
                return SLOT_KINDS[slot];
            }
        }
    }

    /** Adds a letter, at any case, to a pack of up to eight. */
    static long append(long pack, byte letter) {
        int upper = letter >= 'a' && letter <= 'z' ? letter - 32 : letter;
        return pack << 8 | (upper & 0xFF);
    }

    /** The name that was packed, as far as it fits. */
    static String text(long head, long tail, int length) {
        StringBuilder name = new StringBuilder(LONGEST);
        unpack(name, head, Math.min(8, length));
        unpack(name, tail, Math.min(LONGEST, length) - 8);
        return name.toString();
    }

    private static void unpack(StringBuilder name, long pack, int letters) {
        for (int i = letters - 1; i >= 0; i--) {
            char letter = (char) (pack >>> 8 * i & 0xFF);
            name.append(letter > ' ' && letter < 127 ? letter : '?');
        }
    }

    private static void put(String name, CommandKind kind) {
        long head = 0;
        long tail = 0;
        byte[] letters = name.getBytes(US_ASCII);
        for (int i = 0; i < letters.length; i++) {
            if (i < 8) {
                head = append(head, letters[i]);
            } else {
                tail = append(tail, letters[i]);
            }
        }
        int slot = slotOf(head, tail);
        while (SLOT_KINDS[slot] != null) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        HEADS[slot] = head;
        TAILS[slot] = tail;
        SLOT_KINDS[slot] = kind;
    }

    private static int slotOf(long head, long tail) {
        long mixed = (head ^ tail * 31) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 56);
    }
}
