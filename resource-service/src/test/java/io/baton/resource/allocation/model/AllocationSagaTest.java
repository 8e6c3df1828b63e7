package io.baton.resource.allocation.model;

import static io.baton.resource.Samples.ENDPOINT;
import static io.baton.resource.Samples.INSTANCE;
import static io.baton.resource.Samples.REASON;
import static io.baton.resource.Samples.SOURCE;
import static io.baton.resource.Samples.TARGET;
import static io.baton.resource.Samples.UPGRADE;
import static io.baton.resource.Samples.switchCompleted;
import static io.baton.resource.Samples.upgradeRequested;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.Endpoint;
import io.baton.contracts.ProxyNode;
import io.baton.contracts.UpgradeEvent.ResourcesReleased;
import io.baton.contracts.UpgradeEvent.SwitchCompleted;
import io.baton.contracts.UpgradeEvent.SyncStopped;
import io.baton.contracts.UpgradeEvent.UpgradeCancelled;
import io.baton.contracts.UpgradeEvent.UpgradeFailed;
import io.baton.resource.allocation.model.AllocationSignal.AllocationGaveUp;
import io.baton.resource.allocation.model.AllocationSignal.NodesGone;
import io.baton.resource.allocation.model.AllocationSignal.NodesReady;
import io.baton.resource.provisioning.model.ProvisioningSignal.TopologySwitched;
import io.baton.saga.kit.SagaTable;
import io.baton.saga.kit.Scenario;
import io.baton.saga.kit.ScenarioKit;
import io.baton.saga.model.Decision;
import io.baton.saga.model.Decision.Applied;
import io.baton.saga.model.Due;
import io.baton.saga.model.Next;
import io.baton.saga.model.Saga;
import io.baton.saga.model.Tell;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AllocationSagaTest {
    private static final Saga<AllocationPhase, AllocationState> SAGA = AllocationSaga.within(Duration.ofMinutes(10));
    private static final NodesReady READY = new NodesReady(SOURCE, TARGET, Map.of("min-replicas-to-write", "1"));
    private static final AllocationGaveUp GAVE_UP = new AllocationGaveUp(REASON);
    private static final NodesGone GONE = new NodesGone(List.of("node"), null);
    private static final SwitchCompleted SWITCHED = switchCompleted(UPGRADE, INSTANCE, TARGET.behind(SOURCE.proxies()));
    private static final SyncStopped STOPPED = new SyncStopped(UPGRADE, INSTANCE);
    private static final UpgradeCancelled CANCELLED = new UpgradeCancelled(UPGRADE, INSTANCE);
    private static final UpgradeFailed FAILED = new UpgradeFailed(UPGRADE, INSTANCE, REASON);

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return new ScenarioKit<>(
                        SAGA,
                        UPGRADE,
                        INSTANCE,
                        Set.of(AllocationPhase.RELEASED),
                        List.of(
                                Scenario.of("switched", upgradeRequested(), READY, SWITCHED, GONE, STOPPED),
                                Scenario.of(
                                        "switched, sync stops first",
                                        upgradeRequested(),
                                        READY,
                                        SWITCHED,
                                        STOPPED,
                                        GONE),
                                undone("cancelled before it began", CANCELLED, STOPPED, GONE, upgradeRequested()),
                                undone("failed before it began", FAILED, STOPPED, GONE, upgradeRequested()),
                                undone("cancelled while allocating", upgradeRequested(), CANCELLED, STOPPED, GONE),
                                undone("failed while allocating", upgradeRequested(), FAILED, STOPPED, GONE),
                                undone("cancelled when allocated", upgradeRequested(), READY, CANCELLED, STOPPED, GONE),
                                undone("failed when allocated", upgradeRequested(), READY, FAILED, STOPPED, GONE),
                                undone("gave up", upgradeRequested(), GAVE_UP, FAILED, STOPPED, GONE),
                                undone(
                                        "gave up, then cancelled",
                                        upgradeRequested(),
                                        GAVE_UP,
                                        CANCELLED,
                                        STOPPED,
                                        GONE),
                                undone("out of time", upgradeRequested(), new Due(), FAILED, STOPPED, GONE)))
                .tests();
    }

    private static Scenario undone(String name, Object... inputs) {
        return Scenario.of(name, inputs).whereAnyEndIsFine();
    }

    @Test
    void theInstanceHearsOfItsNewTopologyWithTheSwitch() {
        AllocationState allocated = apply(
                        apply(SAGA.born(UPGRADE, INSTANCE), upgradeRequested())
                                .next()
                                .state(),
                        READY)
                .next()
                .state();

        assertThat(apply(allocated, SWITCHED).next().tells())
                .containsExactly(new Tell("provisioning", INSTANCE, new TopologySwitched(SWITCHED.topology())));
    }

    @Test
    void whoReleasesTellsOfProxiesThatHaveTakenOver() {
        ProxyNode newer = new ProxyNode(
                "newer",
                ENDPOINT,
                new Endpoint("127.0.0.1", 22021),
                "instance/ins-1/proxy-token",
                "2.0.0",
                null,
                false);
        AllocationState state = SAGA.born(UPGRADE, INSTANCE);
        for (Object input : List.of(upgradeRequested(), READY, CANCELLED, STOPPED)) {
            state = apply(state, input).next().state();
        }

        Next<AllocationState> next =
                apply(state, new NodesGone(List.of("node"), List.of(newer))).next();

        assertThat(next.tells())
                .containsExactly(
                        new Tell("provisioning", INSTANCE, new TopologySwitched(SOURCE.behind(List.of(newer)))));
        assertThat(next.events())
                .containsExactly(new ResourcesReleased(UPGRADE, INSTANCE, List.of("node"), List.of(newer)));
    }

    @Test
    void aSwitchAfterTheUpgradeWasClosedIsRejected() {
        AllocationState closing =
                apply(SAGA.born(UPGRADE, INSTANCE), CANCELLED).next().state();

        assertThat(SAGA.decide(closing, SWITCHED, Instant.EPOCH)).isInstanceOf(Decision.Rejected.class);
    }

    private static Applied<AllocationState> apply(AllocationState state, Object input) {
        Decision<AllocationState> decision = SAGA.decide(state, input, Instant.EPOCH);
        assertThat(decision).isInstanceOf(Applied.class);
        return (Applied<AllocationState>) decision;
    }

    @Test
    void itsTableStandsInTheDocumentation() throws IOException {
        new SagaTable(SAGA).mustStandIn("docs/saga.md");
    }
}
