package io.baton.e2e.workload;

import io.baton.e2e.history.ClientHistory;
import io.baton.e2e.history.ReadBack;
import io.baton.e2e.history.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/** Clients that read and write until they are stopped, and then are asked what happened to them. */
public final class Workload {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(90);
    /** The first time of a client is spent on compiling it. */
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    private final Target target;
    private final List<WorkloadClient> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Anchor anchor = Anchor.now();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Workload(Target target) {
        this.target = target;
    }

    /**
     * @param clients how many
     * @param perSecond operations a second of each; 0 for as many as are answered
     */
    public static Workload start(Target target, int clients, int perSecond) {
        Workload workload = new Workload(target);
        long pause = perSecond == 0 ? 0 : 1_000_000_000L / perSecond;
        long countFrom = System.nanoTime() + WARM_UP.toNanos();
        for (int i = 0; i < clients; i++) {
            WorkloadClient client = new WorkloadClient(i, target, pause, new LatencyLog(countFrom));
            Thread thread = new Thread(client, "load-" + i);
            thread.setDaemon(true);
            workload.clients.add(client);
            workload.threads.add(thread);
        }
        workload.threads.forEach(Thread::start);
        return workload;
    }

    public int size() {
        return clients.size();
    }

    public Totals totals() {
        return clients.stream().map(client -> client.meter().totals()).reduce(Totals.NONE, Totals::plus);
    }

    /** Tells when the switch began: longer waits from then on are its stalls. May be told up to 10 s late. */
    public void switchBegan(Instant when) {
        long nanos = anchor.nanosAt(when);
        clients.forEach(client -> client.latencies().switchBegan(nanos));
    }

    /** Lets the clients run for so long, or until somebody stops them. */
    public void runOn(Duration time) throws InterruptedException {
        stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Stops the clients without asking them, as when something else has failed already. */
    public void abandon() {
        stopped.countDown();
        clients.forEach(WorkloadClient::stop);
    }

    /** Stops the clients, reads back what they wrote and judges. */
    public WorkloadResult stop() throws InterruptedException {
        abandon();
        for (Thread thread : threads) {
            thread.join(STOP_LIMIT.toMillis());
            if (thread.isAlive()) {
                throw new IllegalStateException(thread.getName() + " has waited for an answer for too long");
            }
        }
        Verdict verdict = Verdict.EMPTY;
        List<Latencies> latencies = new ArrayList<>();
        int kept = 0;
        try (Jedis jedis = target.connect()) {
            for (WorkloadClient client : clients) {
                verdict = verdict.plus(client.history().judge(readBack(jedis, client)));
                latencies.add(client.latencies().result());
                kept += client.keptConnection() ? 1 : 0;
            }
        }
        return new WorkloadResult(verdict, totals().operations(), latencies, anchor, kept, clients.size());
    }

    private static ReadBack readBack(Jedis jedis, WorkloadClient client) {
        Keys keys = client.keys();
        ClientHistory history = client.history();
        List<Long> registers = new ArrayList<>();
        for (int i = 0; i < Keys.REGISTERS; i++) {
            registers.add(keys.number(i, jedis.get(keys.register(i))));
        }
        String counter = jedis.get(keys.counter());
        return new ReadBack(registers, counter == null ? 0 : Long.parseLong(counter), lists(jedis, keys, history));
    }

    /** Also those that were removed: one that is back is a lost write. */
    private static Map<Long, List<Long>> lists(Jedis jedis, Keys keys, ClientHistory history) {
        Map<Long, Response<List<String>>> answers = new HashMap<>();
        try (Pipeline pipeline = jedis.pipelined()) {
            LongStream.rangeClosed(0, history.lastSegment())
                    .forEach(segment -> answers.put(segment, pipeline.lrange(keys.list(segment), 0, -1)));
        }
        Map<Long, List<Long>> lists = new HashMap<>();
        answers.forEach((segment, answer) -> {
            if (!answer.get().isEmpty()) {
                lists.put(segment, WorkloadClient.numbers(answer.get()));
            }
        });
        return lists;
    }
}
