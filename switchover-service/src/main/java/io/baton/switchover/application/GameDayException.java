package io.baton.switchover.application;

/** A step that succeeded is taken for failed, because a game day wants to see what becomes of that. */
public final class GameDayException extends RuntimeException {
    public GameDayException(String message) {
        super(message);
    }
}
