package io.baton.proxy.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.baton.proxy.resp.CommandKind;
import io.baton.proxy.resp.Resp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A blocking command on its way: enough to issue it again elsewhere with what is left of its timeout. The copy of its
 * words is bounded by the bound on the commands that the proxy looks into.
 */
public final class BlockingCall {

    private final List<byte[]> words;
    private final int timeoutAt;
    private final boolean milliseconds;
    private final boolean reissued;
    private final long issuedAtNanos;
    private boolean takenBack;

    private BlockingCall(
            List<byte[]> words, int timeoutAt, boolean milliseconds, boolean reissued, long issuedAtNanos) {
        this.words = List.copyOf(words);
        this.timeoutAt = timeoutAt;
        this.milliseconds = milliseconds;
        this.reissued = reissued;
        this.issuedAtNanos = issuedAtNanos;
    }

    /**
     * Empty if this command does not block: another kind, no BLOCK option, or not even well formed. A timeout that engines refuse
     * is none of this: their answer comes at once, and ends the call.
     */
    public static Optional<BlockingCall> of(CommandKind kind, List<byte[]> words, long nowNanos) {
        return switch (kind) {
            case BLOCKING_TIMEOUT_LAST -> call(words, words.size() - 1, 3, false, true, nowNanos);
            case BLOCKING_TIMEOUT_FIRST -> call(words, 1, 4, false, true, nowNanos);
            case STREAM_READ -> call(words, blockOption(words) + 1, 4, true, true, nowNanos);
            case WAIT -> call(words, words.size() - 1, 3, true, false, nowNanos);
            default -> Optional.empty();
        };
    }

    /** The name of the command, for people. */
    public String name() {
        return Resp.option(words.get(0));
    }

    /**
     * Whether the command is issued again after it was taken back. WAIT is not: on another engine it would answer about
     * other writes, so what it has counted so far is its answer.
     */
    public boolean reissued() {
        return reissued;
    }

    /** When it was sent, in the nanoseconds of {@link System#nanoTime}. */
    public long issuedAtNanos() {
        return issuedAtNanos;
    }

    /** Notes that the proxy has asked the engine to give the command up. */
    public void takeBack() {
        takenBack = true;
    }

    /** Whether this first line of a reply says that the engine gave up a command that the proxy took back. */
    public boolean givenUp(String head) {
        return takenBack && reissued && head.startsWith("-UNBLOCKED");
    }

    /**
     * The command with what is left of its timeout; a timeout of 0 stays 0 (for ever), any other stays above 0. One that is
     * spelled in a way that is not understood here stays as it is, which only lets it wait for longer.
     *
     * @param fractions whether the engine takes fractions of a second (6.0 and later); else seconds are rounded up
     */
    public List<byte[]> remaining(long nowNanos, boolean fractions) {
        OptionalDouble timeout = Timeout.of(words.get(timeoutAt));
        if (timeout.isEmpty() || timeout.getAsDouble() <= 0) {
            return words;
        }
        double waited = (nowNanos - issuedAtNanos) / (milliseconds ? 1e6 : 1e9);
        String left = Timeout.text(timeout.getAsDouble() - waited, milliseconds || !fractions ? 0 : 3);
        List<byte[]> copy = new ArrayList<>(words);
        copy.set(timeoutAt, left.getBytes(US_ASCII));
        return copy;
    }

    private static Optional<BlockingCall> call(
            List<byte[]> words, int timeoutAt, int least, boolean milliseconds, boolean reissued, long nowNanos) {
        if (words.size() < least || timeoutAt < 1 || timeoutAt >= words.size()) {
            return Optional.empty();
        }
        return Optional.of(new BlockingCall(words, timeoutAt, milliseconds, reissued, nowNanos));
    }

    /** Index of the option BLOCK, or -1 so that the place behind it is no place for a timeout either. */
    private static int blockOption(List<byte[]> words) {
        int at = 1;
        while (at < words.size()) {
            switch (Resp.option(words.get(at))) {
                case "BLOCK" -> {
                    return at;
                }
                case "STREAMS" -> {
                    return -1;
                }
                case "GROUP" -> at += 3;
                case "COUNT" -> at += 2;
                default -> at++;
            }
        }
        return -1;
    }
}
