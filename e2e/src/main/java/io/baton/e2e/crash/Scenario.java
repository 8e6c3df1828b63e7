package io.baton.e2e.crash;

import io.baton.client.ApiProblem;
import io.baton.client.UpgradeView;
import io.baton.e2e.crash.SwitchStep.Way;
import io.baton.e2e.stack.Condition;
import io.baton.e2e.stack.StackUnderTest;
import io.baton.e2e.workload.Workload;
import io.baton.e2e.workload.WorkloadResult;
import io.baton.local.NodeProcesses;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One upgrade of an instance of its own, with clients at work through the endpoint and, if wished, past it. It is prepared
 * and submitted, the switch stops at a step, somebody is killed there, the switch goes on, and in the end everything is
 * looked at; each part in this order, by {@link CrashKit}.
 */
final class Scenario {

    private static final int CLIENTS = 4;
    private static final int PER_SECOND = 100;
    private static final Duration SERVED_WITHIN = Duration.ofSeconds(30);
    /** Longer than anything waits for: leases, back-offs of both supervisors, a second grant, a second synchronisation. */
    private static final Duration END_WITHIN = Duration.ofSeconds(120);

    private final StackUnderTest stack;
    private final CrashPoint point;
    private final String from;
    private final String to;
    private final DirectWriter old = new DirectWriter("direct:old");
    private final DirectWriter fresh = new DirectWriter("direct:new");
    private CrashInstance instance;
    private Condition before;
    private Workload clients;
    private NodeProcesses.Node newMaster;
    private String upgrade;
    private long submitted;

    Scenario(StackUnderTest stack, CrashPoint point, String from, String to) {
        this.stack = stack;
        this.point = point;
        this.from = from;
        this.to = to;
    }

    /** The instance runs and its clients are answered. */
    CrashInstance prepare() {
        instance =
                point.replacing() ? CrashInstance.behindAnOlderProxy(stack, from) : CrashInstance.create(stack, from);
        before = instance.condition();
        clients = Workload.start(instance.endpoint(), CLIENTS, PER_SECOND);
        if (point.direct()) {
            old.start(instance.oldMaster());
        }
        goesOn(clients);
        return instance;
    }

    String submit() {
        submitted = System.nanoTime();
        upgrade = CrashInstance.retried(
                "the upgrade is submitted",
                () -> stack.api().upgrade(instance.id(), to, "NOW").id());
        return upgrade;
    }

    /** Now it has stopped: the new master is known, and written to; an attempt that steps back is to end the upgrade. */
    NodeProcesses.Node stopped() {
        newMaster = instance.newMaster();
        if (point.direct()) {
            fresh.start(instance.at(newMaster.port()));
        }
        if (point.step().way() == Way.UNDO) {
            cancel();
        }
        return newMaster;
    }

    /** Kills the victim, where it is a process of this instance. */
    void kill() {
        switch (point.victim()) {
            case PROXY, OLDER_PROXY -> stack.killNode(instance.proxyId());
            case NEWER_PROXY -> stack.killNode(instance.newerProxyId());
            case OLD_MASTER -> stack.killNode(instance.oldMasterId());
            case NEW_MASTER -> stack.killNode(newMaster.id());
            default -> throw new IllegalStateException(point.victim() + " is no process of an instance");
        }
    }

    /** To its end, and what is to be found then. */
    CrashRun goOn() {
        String end = awaitEnd();
        Duration took = Duration.ofNanos(System.nanoTime() - submitted);
        boolean served = goesOn(clients);
        DirectHistory oldWrites = old.stop();
        DirectHistory freshWrites = fresh.stop();
        Aftermath seen =
                new Inspection(stack, instance).look(end, took, stopClients(), served, before, oldWrites, freshWrites);
        CrashRun run = new CrashRun(point, seen, Invariants.violatedBy(point, seen));
        if (run.passed()) {
            instance.remove();
        }
        return run;
    }

    private WorkloadResult stopClients() {
        try {
            return clients.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Ends what may still run, without looking at anything. */
    void abandon() {
        old.abandon();
        fresh.abandon();
        if (clients != null) {
            clients.abandon();
        }
    }

    private void cancel() {
        CrashInstance.retried("the upgrade is cancelled", () -> {
            try {
                stack.api().cancel(upgrade);
            } catch (ApiProblem problem) {
                if (problem.status() != 409) {
                    throw problem;
                }
            }
            return true;
        });
    }

    private String awaitEnd() {
        String[] state = {"unknown"};
        boolean ended = within(END_WITHIN, () -> {
            UpgradeView view =
                    CrashInstance.retried("the API tells", () -> stack.api().upgrade(upgrade));
            state[0] = view.state();
            return view.ended();
        });
        return ended ? state[0] : state[0] + "?";
    }

    /** Whether every client together is answered so many times more. */
    private static boolean goesOn(Workload clients) {
        long goal = clients.totals().operations() - clients.totals().errors() + 100;
        return within(
                SERVED_WITHIN,
                () -> clients.totals().operations() - clients.totals().errors() >= goal);
    }

    private static boolean within(Duration limit, BooleanSupplier condition) {
        try {
            Awaitility.await()
                    .atMost(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(condition::getAsBoolean);
            return true;
        } catch (ConditionTimeoutException late) {
            return false;
        }
    }
}
