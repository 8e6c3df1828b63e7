package io.baton.resource;

import io.baton.contracts.EngineBuild;
import io.baton.engine.credential.CredentialStore;
import io.baton.resource.node.application.Nodes;
import io.baton.resource.node.infrastructure.ResourceSettings;
import io.baton.testkit.KafkaResource;
import io.baton.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/** The service with a real broker, a real database, real engines and the real proxy. */
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ResourceHome.class)
abstract class ServiceTest {
    @Inject
    ServiceClient service;

    @Inject
    CredentialStore credentials;

    @Inject
    Nodes rows;

    @Inject
    ResourceSettings settings;

    TestNodes nodes;

    @BeforeEach
    void findNodes() {
        nodes = new TestNodes(settings.home());
    }

    TestInstance instance(EngineBuild build) {
        return new TestInstance(service, credentials, build);
    }
}
