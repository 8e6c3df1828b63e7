package io.baton.switchover.application;

import io.baton.testkit.RespSocket;
import io.baton.testkit.TestEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Clients that go past the proxies, and what each tries to write: any of it, acknowledged by a fenced master, is lost. */
final class Bypass implements AutoCloseable {
    static final String KEY = "before";
    static final String VALUE = "1";

    private static final String SCRIPT = "return redis.call('SET', KEYS[1], 'changed')";
    private static final int ANSWER_MILLIS = 5_000;
    private static final int NO_MORE_MILLIS = 5;

    private final TestEngine engine;
    private final Login login;
    private final List<RespSocket> open = new ArrayList<>();
    private final RespSocket writes;
    private final RespSocket scripts;
    private final RespSocket transaction;
    private final RespSocket transactionOfScripts;
    private final RespSocket formerSubscriber;
    private final RespSocket blocked;

    /** Those that were connected before the fence. */
    Bypass(TestEngine engine, Login login) throws IOException {
        this.engine = engine;
        this.login = login;
        writes = connect();
        writes.command("SET", KEY, VALUE);
        scripts = connect();
        transaction = connect();
        transaction.command("MULTI");
        transaction.command("SET", KEY, "changed");
        transactionOfScripts = connect();
        transactionOfScripts.command("MULTI");
        transactionOfScripts.command("EVAL", SCRIPT, "1", KEY);
        formerSubscriber = connect();
        formerSubscriber.command("SUBSCRIBE", "channel");
        blocked = connect();
        blocked.send("BRPOPLPUSH", "queue", "taken", "0");
    }

    private RespSocket connect() throws IOException {
        RespSocket client = new RespSocket(engine.host(), engine.port(), ANSWER_MILLIS);
        open.add(client);
        login.greet(client);
        return client;
    }

    /** All try, those who were there before and new ones. */
    void write() throws IOException {
        send(writes, "SET", KEY, "changed");
        send(scripts, "EVAL", SCRIPT, "1", KEY);
        send(transaction, "EXEC");
        send(transactionOfScripts, "EXEC");
        send(formerSubscriber, "UNSUBSCRIBE", "channel");
        send(formerSubscriber, "EVAL", SCRIPT, "1", KEY);
        writeAnew();
    }

    void writeAnew() throws IOException {
        send(connect(), "SET", KEY, "changed");
        send(connect(), "DEL", KEY);
        send(connect(), "LPUSH", "queue", "job");
        send(connect(), "EVAL", SCRIPT, "1", KEY);
        RespSocket both = connect();
        both.command("MULTI");
        send(both, "EVAL", SCRIPT, "1", KEY);
        send(both, "EXEC");
    }

    /** One that the fence has disconnected can't send any more. */
    private static void send(RespSocket client, String... words) {
        try {
            client.send(words);
        } catch (IOException disconnected) {
            // that is an answer too
        }
    }

    /** @return the answers so far that say that something was written */
    List<Object> acknowledged() throws IOException {
        List<Object> acknowledged = new ArrayList<>();
        for (RespSocket client : open) {
            client.patience(NO_MORE_MILLIS);
            try {
                while (true) {
                    Object reply = client.read();
                    if (says(reply)) {
                        acknowledged.add(reply);
                    }
                }
            } catch (IOException noMore) {
                // disconnected, or nothing comes
            }
        }
        return acknowledged;
    }

    private static boolean says(Object reply) {
        if (reply instanceof List<?> items) {
            return !items.contains("unsubscribe") && items.stream().anyMatch(Bypass::says);
        }
        return reply != null && !(reply instanceof RespSocket.ErrorReply) && !reply.equals("QUEUED");
    }

    @Override
    public void close() throws IOException {
        for (RespSocket client : open) {
            client.close();
        }
    }
}
