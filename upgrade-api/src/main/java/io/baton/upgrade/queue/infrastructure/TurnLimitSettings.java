package io.baton.upgrade.queue.infrastructure;

import io.baton.saga.infrastructure.BadSetting;
import io.baton.upgrade.UpgradeSettings;
import io.baton.upgrade.queue.model.TurnLimits;
import io.baton.upgrade.queue.model.TurnLimits.Limit;
import io.baton.upgrade.queue.model.Work;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** The limits of the settings; what they leave open follows from the number of this machine's processors. */
@ApplicationScoped
class TurnLimitSettings {

    /** So many processors a start or a synchronisation keeps busy. */
    private static final int PROCESSORS_OF_A_START = 2;

    /** With so few, a start beside a switch takes processors that the switch needs. */
    private static final int SMALL_HOST = 4;

    /** A switch keeps its own proxy, two engines and three services busy for a moment. */
    private static final int PROCESSORS_OF_A_SWITCH = 8;

    /** Asked for at the start, so that limits that can't be used are said then. */
    void check(@Observes StartupEvent event, UpgradeSettings settings) {
        limits(settings);
    }

    @Produces
    @Singleton
    TurnLimits limits(UpgradeSettings settings) {
        try {
            return of(settings.queue(), Runtime.getRuntime().availableProcessors());
        } catch (IllegalArgumentException cantBe) {
            throw BadSetting.because("baton.upgrade.queue: " + cantBe.getMessage());
        }
    }

    static TurnLimits of(UpgradeSettings.Queue queue, int processors) {
        int starts = Math.max(2, processors / PROCESSORS_OF_A_START);
        int switches = Math.max(1, processors / PROCESSORS_OF_A_SWITCH);
        return new TurnLimits(
                Map.of(
                        Work.CREATION,
                        new Limit(queue.creationsPerHost().orElse(starts), queue.creations()),
                        Work.SYNCHRONISATION,
                        new Limit(queue.synchronisationsPerHost().orElse(starts), queue.synchronisations()),
                        Work.SWITCH,
                        new Limit(queue.switchesPerHost().orElse(switches), queue.switches())),
                queue.switchesAlone().orElse(processors <= SMALL_HOST));
    }
}
