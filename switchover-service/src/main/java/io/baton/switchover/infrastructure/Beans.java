package io.baton.switchover.infrastructure;

import io.baton.engine.client.EngineClients;
import io.baton.engine.credential.CredentialStore;
import io.baton.engine.credential.FileCredentialStore;
import io.baton.saga.model.Saga;
import io.baton.switchover.application.StepGate;
import io.baton.switchover.model.Switch;
import io.baton.switchover.model.SwitchPhase;
import io.baton.switchover.model.SwitchSaga;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the libraries need to know of this service, and this service of them. */
class Beans {

    @Produces
    @Singleton
    Saga<SwitchPhase, Switch> saga() {
        return SwitchSaga.SWITCH;
    }

    @Produces
    @Singleton
    EngineClients engines(Vertx vertx) {
        return new EngineClients(vertx);
    }

    /** Open, unless a game day names a file. */
    @Produces
    @Singleton
    StepGate stepGate(
            @ConfigProperty(name = "baton.step.gate.file") Optional<Path> file,
            @ConfigProperty(name = "baton.step.gate.limit", defaultValue = "PT2M") Duration limit) {
        return file.<StepGate>map(named -> new FileStepGate(named, limit)).orElse(StepGate.OPEN);
    }

    /** Made at the start, so that a game day knows the steps before the first switch. */
    void open(@Observes StartupEvent start, StepGate gate) {}

    @Produces
    @Singleton
    CredentialStore credentials(@ConfigProperty(name = "baton.home") Path home) {
        return new FileCredentialStore(home.resolve("secrets"));
    }
}
