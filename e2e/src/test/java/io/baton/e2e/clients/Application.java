package io.baton.e2e.clients;

import java.util.Map;

/** Something that uses a client library without pause until it is stopped. */
interface Application {

    /** How often each kind of work has taken effect. */
    Map<String, Long> counts();

    /** Returns what it has seen, and what is there in the end. */
    Seen stop() throws InterruptedException;
}
