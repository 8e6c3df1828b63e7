package io.baton.proxy.difference;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** Other clients of the same instance: one in each database that programs use. */
final class Others implements AutoCloseable {

    static final int DATABASES = 4;

    /** So many of their turns it takes until all that was sent before is done: read, executed, answered, passed on. */
    private static final int TURNS = 4;

    private static final long LIMIT_NANOS = 10_000_000_000L;

    /** Makes the keys look changed without changing them. */
    private static final String TOUCH = "for _, k in ipairs(KEYS) do if redis.call('EXISTS', k) == 1 then "
            + "redis.call('APPEND', k, '') else redis.call('SET', k, ''); redis.call('DEL', k) end end";

    private static final List<String> NAMES = List.of(":k1", ":k2", ":q", ":q2", ":z", ":st");

    private final List<Wire> wires = new ArrayList<>();

    Others(int port, String password) {
        for (int database = 0; database < DATABASES; database++) {
            Wire wire = new Wire(port);
            wires.add(wire);
            ask(wire, "AUTH", password);
            ask(wire, "SELECT", Integer.toString(database));
            ask(wire, "SET", "where", "database " + database);
        }
    }

    void inEachDatabase(List<String> words) {
        wires.forEach(wire -> ask(wire, words.toArray(String[]::new)));
    }

    /** A publication is heard in all databases, so it is said in one. */
    void act(Step.Others deed) {
        if (deed.words().get(0).endsWith("PUBLISH")) {
            ask(deed.words().toArray(String[]::new));
        } else {
            inEachDatabase(deed.words());
        }
    }

    /** The strings of this session look as if they had changed. */
    void touch(Program program) {
        inEachDatabase(List.of("EVAL", TOUCH, "2", program.prefix() + ":k1", program.prefix() + ":k2"));
    }

    /** The session's data goes. */
    void forget(Program program) {
        List<String> words = new ArrayList<>(List.of("DEL"));
        NAMES.forEach(name -> words.add(program.prefix() + name));
        inEachDatabase(words);
    }

    /** Returns once all is done that anybody has sent before, and what was answered has arrived. */
    void settle() {
        for (int turn = 0; turn < TURNS; turn++) {
            ask(wires.get(0), "PING");
        }
    }

    String ask(String... words) {
        return ask(wires.get(0), words);
    }

    private static String ask(Wire wire, String... words) {
        wire.forgetWhatIsRead();
        wire.say(command(words));
        long limit = System.nanoTime() + LIMIT_NANOS;
        while (Replies.complete(wire.got()) == 0) {
            if (!wire.awaitMore(limit - System.nanoTime()) && (wire.ended() || System.nanoTime() > limit)) {
                throw new IllegalStateException("no answer to " + String.join(" ", words) + ": " + wire.got());
            }
        }
        return wire.got();
    }

    static String command(String... words) {
        StringBuilder out = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            out.append('$')
                    .append(word.getBytes(UTF_8).length)
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        return out.toString();
    }

    @Override
    public void close() {
        wires.forEach(Wire::close);
    }
}
