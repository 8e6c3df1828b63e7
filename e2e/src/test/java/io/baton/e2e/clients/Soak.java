package io.baton.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * One application that uses all that its library has, each on a thread of its own, until it is stopped.
 */
final class Soak implements Application {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final String name;
    private final ClientLibrary library;
    private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final Queue<String> popped = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicLong> done = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    private interface Work {
        /** Once; true if it took effect. */
        boolean once(ClientLibrary.Session session);
    }

    private Soak(String name, ClientLibrary library) {
        this.name = name;
        this.library = library;
    }

    static Soak start(String name, ClientLibrary library) {
        Soak soak = new Soak(name, library);
        library.subscribe(soak.key("channel"), soak.received::add);
        soak.repeat("publish", session -> {
            session.publish(soak.key("channel"), Long.toString(soak.count("publish")));
            return true;
        });
        soak.repeat("push", session -> {
            session.push(soak.key("queue"), Long.toString(soak.count("push")));
            return true;
        });
        soak.repeat("pop", session -> soak.pop(session));
        soak.repeat("multi", session -> {
            session.incrementBoth(soak.key("one"), soak.key("other"));
            return true;
        });
        soak.repeat("watch", session -> session.incrementWatched(soak.key("watched")));
        soak.repeat("script", session -> {
            session.incrementByScript(soak.key("scripted"));
            return true;
        });
        soak.repeat("pipeline", session -> {
            session.incrementPipelined(soak.key("pipelined"), Seen.PIPELINED);
            return true;
        });
        return soak;
    }

    private boolean pop(ClientLibrary.Session session) {
        Optional<String> value = session.blockingPop(key("queue"));
        value.ifPresent(popped::add);
        return value.isPresent();
    }

    private String key(String what) {
        return name + ":" + what;
    }

    private long count(String what) {
        return done.computeIfAbsent(what, any -> new AtomicLong()).get();
    }

    @Override
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        done.forEach((what, times) -> counts.put(what, times.get()));
        return counts;
    }

    private void repeat(String what, Work work) {
        done.put(what, new AtomicLong());
        Thread thread = new Thread(
                () -> {
                    try (ClientLibrary.Session session = library.session()) {
                        while (!stopped) {
                            if (work.once(session)) {
                                done.get(what).incrementAndGet();
                            }
                        }
                    } catch (Throwable failed) {
                        thrown.add(new AssertionError(key(what), failed));
                    }
                },
                key(what));
        threads.add(thread);
        thread.start();
    }

    @Override
    public Seen stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join(STOP_LIMIT.toMillis());
            assertThat(thread.isAlive()).as(thread.getName() + " still waits").isFalse();
        }
        try (library;
                ClientLibrary.Session session = library.session()) {
            Awaitility.await(name + " has received all messages")
                    .atMost(STOP_LIMIT)
                    .until(() -> received.size() >= count("publish"));
            while (pop(session)) {
                done.get("pop").incrementAndGet();
            }
            Map<String, Long> numbers =
                    Seen.NUMBERS.stream().collect(Collectors.toMap(what -> what, what -> session.number(key(what))));
            return new Seen(name, List.copyOf(thrown), counts(), List.copyOf(received), List.copyOf(popped), numbers);
        }
    }
}
