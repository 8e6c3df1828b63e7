package io.baton.engine.client;

import java.util.List;

/** A command and its arguments. Only the command's name is ever shown: arguments can be secrets. */
public record Command(List<String> words) {

    public Command {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command needs a name");
        }
    }

    public static Command of(String... words) {
        return new Command(List.of(words));
    }

    public String name() {
        return words.get(0);
    }

    List<String> arguments() {
        return words.subList(1, words.size());
    }

    @Override
    public String toString() {
        return name();
    }
}
