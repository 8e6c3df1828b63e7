package io.baton.sync.replication.infrastructure;

import io.baton.engine.client.EngineClients;
import io.baton.engine.credential.CredentialStore;
import io.baton.engine.credential.FileCredentialStore;
import io.baton.saga.model.Saga;
import io.baton.sync.replication.application.SyncSettings;
import io.baton.sync.replication.model.SyncDeadlines;
import io.baton.sync.replication.model.SyncLimits;
import io.baton.sync.replication.model.SyncPhase;
import io.baton.sync.replication.model.SyncSaga;
import io.baton.sync.replication.model.SyncState;
import io.baton.sync.replication.model.SyncTuning;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the libraries need to know of this service, and this service of them. */
class Beans {
    private static final long ACKNOWLEDGEMENT_SECONDS = 1;
    private static final Duration MORE_THAN_A_REPLY = Duration.ofMillis(200);

    @Produces
    @Singleton
    Saga<SyncPhase, SyncState> saga(SyncConfig config) {
        return SyncSaga.with(new SyncDeadlines(config.firstCatchUp(), config.restore()));
    }

    @Produces
    @Singleton
    SyncSettings settings(SyncConfig config) {
        return new SyncSettings(
                new SyncLimits(
                        config.lagBytes(),
                        ACKNOWLEDGEMENT_SECONDS,
                        config.grace(),
                        config.steady(),
                        config.fullSyncs(),
                        config.linkless(),
                        config.lost(),
                        config.quietProgress()),
                new SyncTuning(
                        config.tuning().outputBufferBytes(),
                        config.tuning().backlogBytes(),
                        config.tuning().replTimeoutSeconds()),
                config.round(),
                config.almost(),
                config.calm(),
                config.retry(),
                config.users(),
                config.settings(),
                config.checks(),
                config.reply().plus(MORE_THAN_A_REPLY));
    }

    @Produces
    @Singleton
    EngineClients engines(Vertx vertx) {
        return new EngineClients(vertx);
    }

    @Produces
    @Singleton
    CredentialStore credentials(@ConfigProperty(name = "baton.home") Path home) {
        return new FileCredentialStore(home.resolve("secrets"));
    }
}
