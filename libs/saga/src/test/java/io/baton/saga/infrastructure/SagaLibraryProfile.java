package io.baton.saga.infrastructure;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * A service that is nothing but the library and a test's saga. Not an application.properties: the kit in this test jar
 * is on the class path of the services' tests, and that file would be too.
 */
public class SagaLibraryProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.application.name", "saga-test",
                "baton.schema", "saga_test",
                "baton.topics", "UpgradeRequested,ResourcesAllocated",
                "quarkus.flyway.locations", "db/saga",
                "baton.lease.term", "PT1S");
    }
}
