package io.baton.e2e.clients;

import java.util.Optional;
import java.util.function.Consumer;

/** What an application does with its client library. Each thread of an application has a {@link Session} of its own. */
interface ClientLibrary extends AutoCloseable {

    Session session();

    /** Returns once subscribed; messages come on a thread of the library's. */
    void subscribe(String channel, Consumer<String> listener);

    @Override
    void close();

    /** Used by one thread. Errors come as the library throws them. */
    interface Session extends AutoCloseable {

        void publish(String channel, String message);

        void push(String list, String value);

        /** BLPOP, at most a second. */
        Optional<String> blockingPop(String list);

        /** MULTI, INCR of both, EXEC. */
        void incrementBoth(String one, String other);

        /** Compare and set, by WATCH where the library has it; false when somebody came in between. */
        boolean incrementWatched(String key);

        /** EVALSHA or EVAL, as the library does it. */
        void incrementByScript(String key);

        void incrementPipelined(String key, int times);

        long number(String key);

        @Override
        void close();
    }
}
