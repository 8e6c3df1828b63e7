package io.baton.upgrade.shared.infrastructure;

import io.baton.engine.catalogue.EngineCatalogue;
import io.baton.upgrade.UpgradeSettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** The engine catalogue of this installation. Its folders are asked at the start, and again where they change. */
final class EngineCatalogues {

    private static final Logger LOG = Logger.getLogger(EngineCatalogues.class);

    @Produces
    @Singleton
    EngineCatalogue catalogue(UpgradeSettings settings) {
        return EngineCatalogue.of(settings.engines(), settings.catalogue());
    }

    void scan(@Observes StartupEvent event, EngineCatalogue catalogue) {
        catalogue.rejectedBuilds().forEach(rejected -> LOG.warnf("engine build not offered %s", rejected));
        LOG.infof(
                "engine builds at hand builds=\"%s\"",
                catalogue.current().builds().stream()
                        .map(build -> build.id().toString())
                        .toList());
    }
}
