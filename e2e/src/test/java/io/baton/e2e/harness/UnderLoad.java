package io.baton.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.e2e.workload.Target;
import io.baton.e2e.workload.Workload;
import io.baton.e2e.workload.WorkloadResult;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Clients that read and write throughout a test, and at its end must have noticed nothing. */
public final class UnderLoad implements AutoCloseable {

    private static final int CLIENTS = 8;
    /** Plenty to catch a lost write, and it leaves the two cores to the system under test. */
    private static final int PER_SECOND = 400;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Workload workload;
    private boolean stopped;

    private UnderLoad(Workload workload) {
        this.workload = workload;
    }

    /** Returns when all clients are at work. */
    public static UnderLoad on(Target target) {
        UnderLoad load = new UnderLoad(Workload.start(target, CLIENTS, PER_SECOND));
        load.awaitOperations(500);
        return load;
    }

    /** Returns when so many more operations were answered. */
    public void awaitOperations(long more) {
        long goal = workload.totals().operations() + more;
        Awaitility.await("clients go on")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> workload.totals().operations() >= goal);
    }

    /** Stops the clients and fails when anything happened to one of them. */
    public WorkloadResult stopAndExpectNothingHappened() throws InterruptedException {
        awaitOperations(500);
        WorkloadResult result = workload.stop();
        stopped = true;
        assertThat(result.verdict().acknowledgedWrites()).isGreaterThan(100);
        assertThat(result.clean())
                .as("%s, %d of %d connections kept", result.verdict(), result.connectionsKept(), result.clients())
                .isTrue();
        return result;
    }

    @Override
    public void close() throws InterruptedException {
        if (!stopped) {
            workload.abandon();
        }
    }
}
