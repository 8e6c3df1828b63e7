package io.baton.sync.replication.infrastructure;

import io.baton.saga.infrastructure.SagaChanged;
import io.baton.saga.model.Due;
import io.baton.sync.replication.model.SyncPhase;
import io.baton.sync.replication.model.SyncState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import org.jboss.logging.Logger;

/** Says so loudly when a node could not get its settings back in time: somebody has to look at it. */
@Startup
@ApplicationScoped
public class UnrestoredAlarm {
    private static final Logger LOG = Logger.getLogger(UnrestoredAlarm.class);

    private final Counter alarms;

    UnrestoredAlarm(MeterRegistry metrics) {
        this.alarms = Counter.builder("baton.sync.unrestored")
                .description("Nodes that could not get their settings back")
                .register(metrics);
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) SagaChanged change) {
        if (change.input() instanceof Due
                && change.after() instanceof SyncState stopped
                && stopped.phase() == SyncPhase.STOPPED) {
            alarms.increment();
            LOG.errorf(
                    "ALARM settings not put back, the node does not answer: set the original values by hand upgrade=%s"
                            + " instance=%s settings=%s",
                    stopped.sagaId(), stopped.instanceId(), stopped.settings());
        }
    }
}
