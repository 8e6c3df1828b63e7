package io.baton.resource.provisioning.model;

import static io.baton.resource.Samples.INSTANCE;
import static io.baton.resource.Samples.REASON;
import static io.baton.resource.Samples.SOURCE;
import static io.baton.resource.Samples.TARGET;
import static io.baton.resource.Samples.instanceRequested;

import io.baton.contracts.InstanceEvent.InstanceRemovalRequested;
import io.baton.resource.provisioning.model.ProvisioningSignal.InstanceReady;
import io.baton.resource.provisioning.model.ProvisioningSignal.NodesCleared;
import io.baton.resource.provisioning.model.ProvisioningSignal.ProvisioningGaveUp;
import io.baton.resource.provisioning.model.ProvisioningSignal.TopologySwitched;
import io.baton.saga.kit.SagaTable;
import io.baton.saga.kit.Scenario;
import io.baton.saga.kit.ScenarioKit;
import io.baton.saga.model.Due;
import io.baton.saga.model.Saga;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ProvisioningSagaTest {
    private static final Saga<ProvisioningPhase, ProvisioningState> SAGA =
            ProvisioningSaga.within(Duration.ofMinutes(2));
    private static final InstanceReady READY = new InstanceReady(SOURCE);
    private static final ProvisioningGaveUp GAVE_UP = new ProvisioningGaveUp(REASON);
    private static final NodesCleared CLEARED = new NodesCleared();
    private static final InstanceRemovalRequested REMOVAL = new InstanceRemovalRequested(INSTANCE);

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return new ScenarioKit<>(
                        SAGA,
                        INSTANCE,
                        INSTANCE,
                        Set.of(ProvisioningPhase.RUNNING, ProvisioningPhase.FAILED, ProvisioningPhase.REMOVED),
                        List.of(
                                Scenario.of("provisioned", instanceRequested(), READY),
                                Scenario.of("upgraded", instanceRequested(), READY, new TopologySwitched(TARGET)),
                                Scenario.of("gave up", instanceRequested(), GAVE_UP, CLEARED),
                                Scenario.of("out of time", instanceRequested(), new Due(), CLEARED),
                                removed("removed while it runs", instanceRequested(), READY, REMOVAL, CLEARED),
                                removed("removed while it starts", instanceRequested(), REMOVAL, CLEARED),
                                removed(
                                        "removed while it is cleaned",
                                        instanceRequested(),
                                        GAVE_UP,
                                        REMOVAL,
                                        CLEARED,
                                        CLEARED),
                                removed(
                                        "removed after it failed",
                                        instanceRequested(),
                                        GAVE_UP,
                                        CLEARED,
                                        REMOVAL,
                                        CLEARED),
                                removed("removed before it was asked for", REMOVAL, CLEARED, instanceRequested())))
                .tests();
    }

    private static Scenario removed(String name, Object... inputs) {
        return Scenario.of(name, inputs).whereAnyEndIsFine();
    }

    @Test
    void itsTableStandsInTheDocumentation() throws IOException {
        new SagaTable(SAGA).mustStandIn("docs/saga.md");
    }
}
