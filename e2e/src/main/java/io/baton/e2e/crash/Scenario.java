package io.baton.e2e.crash;

import io.baton.client.ApiProblem;
import io.baton.client.UpgradeView;
import io.baton.e2e.workload.Workload;
import io.baton.e2e.workload.WorkloadResult;
import io.baton.local.NodeProcesses;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One upgrade of an instance of its own, with clients at work through the endpoint and past it. The switch is stopped at a
 * step, somebody is killed there, the switch goes on, and in the end everything is looked at.
 */
final class Scenario {

    private static final int CLIENTS = 4;
    private static final int PER_SECOND = 100;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);
    private static final Duration SERVED_WITHIN = Duration.ofSeconds(30);

    private final StackUnderTest stack;
    private final CrashPoint point;
    private final String from;
    private final String to;
    private final Duration endWithin;

    Scenario(StackUnderTest stack, CrashPoint point, String from, String to, Duration endWithin) {
        this.stack = stack;
        this.point = point;
        this.from = from;
        this.to = to;
        this.endWithin = endWithin;
    }

    CrashRun run() throws InterruptedException {
        CrashInstance instance = CrashInstance.create(stack, from);
        Condition before = instance.condition();
        Set<String> enginesBefore =
                stack.nodes().stream().map(NodeProcesses.Node::id).collect(Collectors.toSet());
        Workload clients = Workload.start(instance.endpoint(), CLIENTS, PER_SECOND);
        try (DirectWriter old = DirectWriter.start(instance.oldMaster(), "direct:old")) {
            goesOn(clients);
            stack.gate().close(point.step().wishes(point.when()));
            String upgrade = CrashInstance.retried(
                    "the upgrade is submitted",
                    () -> stack.api().upgrade(instance.id(), to, "NOW").id());
            long began = System.nanoTime();
            stack.gate().awaitReached(STOP_WITHIN);
            NodeProcesses.Node newMaster = instance.newMaster(enginesBefore);
            try (DirectWriter fresh = DirectWriter.start(instance.at(newMaster.port()), "direct:new")) {
                if (point.step().undo()) {
                    cancel(upgrade);
                }
                kill(instance, newMaster);
                stack.gate().open();
                String end = awaitEnd(upgrade);
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                boolean served = goesOn(clients);
                DirectHistory oldWrites = old.stop();
                DirectHistory freshWrites = fresh.stop();
                WorkloadResult result = clients.stop();
                Aftermath seen = new Inspection(stack, instance, enginesBefore)
                        .look(end, took, result, served, before, oldWrites, freshWrites);
                CrashRun run = new CrashRun(point, seen, Invariants.violatedBy(point, seen));
                if (run.passed()) {
                    instance.remove();
                }
                return run;
            }
        } finally {
            stack.gate().open();
            clients.abandon();
        }
    }

    private void kill(CrashInstance instance, NodeProcesses.Node newMaster) {
        switch (point.victim()) {
            case SWITCHOVER_SERVICE -> stack.killPart("switchover-service");
            case KAFKA -> stack.killPart("kafka");
            case POSTGRESQL -> stack.killPart("postgresql");
            case PROXY -> stack.killNode(instance.proxyId());
            case OLD_MASTER -> stack.killNode(instance.oldMasterId());
            case NEW_MASTER -> stack.killNode(newMaster.id());
            case NOBODY -> {}
        }
    }

    private void cancel(String upgrade) {
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

    private String awaitEnd(String upgrade) {
        String[] state = {"unknown"};
        boolean ended = within(endWithin, () -> {
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
