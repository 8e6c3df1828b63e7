package io.baton.proxy.session;

import io.baton.proxy.resp.CommandKind;
import java.util.Optional;

/**
 * What is left of a WATCH, or of a transaction, that could not move to another engine. It ends in the answer that clients
 * already handle: an EXEC that answers nil, as if a watched key had changed.
 *
 * <pre>
 * NONE --watchLost--> WATCH_LOST --MULTI--> QUEUE_LOST --EXEC (nil), DISCARD, RESET--> NONE
 * NONE --queueLost--> QUEUE_LOST            WATCH_LOST --UNWATCH, RESET--> NONE
 * </pre>
 */
public final class LostTransaction {

    private enum State {
        NONE,
        WATCH_LOST,
        QUEUE_LOST
    }

    private State state = State.NONE;

    /** A key was watched. */
    public void watchLost() {
        state = State.WATCH_LOST;
    }

    /** Commands were queued, none of which was refused. */
    public void queueLost() {
        state = State.QUEUE_LOST;
    }

    /** Whether every command, not only those about transactions, has to be answered here. */
    public boolean takesAllCommands() {
        return state == State.QUEUE_LOST;
    }

    /**
     * The whole reply to a command of this kind.
     *
     * @return empty if the engine has to answer it
     */
    public Optional<String> answer(CommandKind kind, int protocol) {
        return switch (state) {
            case NONE -> Optional.empty();
            case WATCH_LOST -> answerOutside(kind);
            case QUEUE_LOST -> answerInside(kind, protocol);
        };
    }

    private Optional<String> answerOutside(CommandKind kind) {
        return switch (kind) {
            case MULTI -> {
                queueLost();
                yield Optional.of("+OK\r\n");
            }
            case WATCH -> Optional.of("+OK\r\n");
            case UNWATCH -> {
                state = State.NONE;
                yield Optional.of("+OK\r\n");
            }
            case RESET -> {
                state = State.NONE;
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private Optional<String> answerInside(CommandKind kind, int protocol) {
        return switch (kind) {
            case EXEC -> {
                state = State.NONE;
                yield Optional.of(protocol == 3 ? "_\r\n" : "*-1\r\n");
            }
            case DISCARD -> {
                state = State.NONE;
                yield Optional.of("+OK\r\n");
            }
            case RESET -> {
                state = State.NONE;
                yield Optional.empty();
            }
            case QUIT -> Optional.empty();
            case MULTI -> Optional.of("-ERR MULTI calls can not be nested\r\n");
            case WATCH -> Optional.of("-ERR WATCH inside MULTI is not allowed\r\n");
            default -> Optional.of("+QUEUED\r\n");
        };
    }
}
