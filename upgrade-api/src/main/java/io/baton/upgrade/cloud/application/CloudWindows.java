package io.baton.upgrade.cloud.application;

import io.baton.upgrade.cloud.model.CloudError;
import io.baton.upgrade.instances.application.ChangingInstance;
import io.baton.upgrade.instances.application.Instances;
import io.baton.upgrade.instances.model.InstanceSignals.InstanceChanged;
import io.baton.upgrade.window.model.MaintenanceWindow;
import io.baton.upgrade.window.model.WindowText;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DayOfWeek;
import java.time.Duration;

/** Maintenance windows as the managed cloud knows them: times of day, of 30 minutes to 3 hours. */
@ApplicationScoped
public class CloudWindows {

    private static final Duration LONGEST = Duration.ofHours(3);

    private final Instances instances;
    private final ChangingInstance changing;

    CloudWindows(Instances instances, ChangingInstance changing) {
        this.instances = instances;
        this.changing = changing;
    }

    public MaintenanceWindow window(String instanceId) {
        return instances.get(instanceId).window();
    }

    /** Moves it; its zone and its days stay as they are, as that API has no words for them. */
    public void move(String instanceId, String start, String end) {
        MaintenanceWindow old = window(instanceId);
        MaintenanceWindow moved = WindowText.parse(
                start,
                end,
                old.zone().getId(),
                old.days().stream().map(DayOfWeek::name).toList());
        if (moved.length().compareTo(LONGEST) > 0) {
            throw CloudError.invalid("The maintenance window is "
                            + moved.length().toMinutes() + " minutes long; it has to be 30 minutes to 3 hours.")
                    .asException();
        }
        changing.change(instanceId, new InstanceChanged(null, moved));
    }
}
