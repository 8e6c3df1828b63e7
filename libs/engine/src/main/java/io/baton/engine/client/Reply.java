package io.baton.engine.client;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What an engine answers to one command, as RESP2 knows it. */
public sealed interface Reply {

    /** A simple or bulk string; bytes, because values need not be text. */
    record Text(byte[] bytes) implements Reply {
        @Override
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "Text[" + bytes.length + " bytes]";
        }
    }

    /** An integer. */
    record Number(long value) implements Reply {
        @Override
        public String text() {
            return Long.toString(value);
        }
    }

    /** No value. */
    record Nil() implements Reply {}

    /** An array. */
    record Many(List<Reply> items) implements Reply {}

    /** An error; {@code error} is the engine's text. */
    record Failure(String error) implements Reply {}

    /**
     * @return the answer as text
     * @throws IllegalStateException if it is none
     */
    default String text() {
        throw new IllegalStateException("not a text: " + this);
    }

    /**
     * @return the answer as a number, also where the engine writes one as text
     * @throws IllegalStateException if it is none
     */
    default long number() {
        try {
            return Long.parseLong(text());
        } catch (NumberFormatException notOne) {
            throw new IllegalStateException("not a number: " + this, notOne);
        }
    }

    /**
     * @return the answer's items
     * @throws IllegalStateException if it is not an array
     */
    default List<Reply> list() {
        if (this instanceof Many many) {
            return many.items();
        }
        throw new IllegalStateException("not a list: " + this);
    }

    /** @return whether the engine refused the command */
    default boolean failed() {
        return this instanceof Failure;
    }
}
