package io.baton.switchover.model;

import io.baton.engine.client.Command;
import io.baton.engine.client.Reply;
import java.util.List;

/**
 * A key that both masters are asked for.
 *
 * @param database its number
 * @param readable whether its content is compared, or its size alone
 */
public record SampledKey(int database, String name, ValueType type, boolean readable) {

    /** What a master says of the key. {@code deadline}: when it expires, in ms since the epoch; see {@link #FOREVER}. */
    record Sight(long deadline, Object size, Object content) {
        static final long FOREVER = -1;
        static final long GONE = -2;
    }

    static final int QUESTIONS = 3;

    List<Command> questions() {
        return List.of(
                Command.of("PTTL", name),
                type.sizeOf(name),
                readable ? type.contentOf(name) : Command.of("TYPE", name));
    }

    /** @param answers to {@link #questions}, given at {@code atMillis} since the epoch */
    Sight sight(List<Reply> answers, long atMillis) {
        long left = answers.get(0).failed() ? Sight.GONE : answers.get(0).number();
        return new Sight(
                left < 0 ? left : atMillis + left, type.comparable(answers.get(1)), type.comparable(answers.get(2)));
    }

    String label() {
        return "db" + database + ":" + name;
    }
}
