package io.baton.upgrade.console.model;

import io.baton.upgrade.instances.model.InstancePhase;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.queue.model.QueuePlace;
import io.baton.upgrade.upgrading.model.UpgradeState;
import io.baton.upgrade.window.model.MaintenanceWindow;
import io.baton.upgrade.window.model.WindowText;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All about one instance.
 *
 * @param connect the command with which a person connects to it
 * @param newer the versions that it could be upgraded to now
 * @param queue what it waits for before it is created, or null
 * @param failure why it has failed, or null
 * @param moving whether it is about to change by itself
 * @param history its last upgrades
 * @param window form of its maintenance window
 * @param rename form of its name
 * @param removal form of its removal
 * @param done what has just been done, or null
 */
public record InstancePage(
        String id,
        String name,
        Badge badge,
        String engine,
        String architecture,
        String size,
        String endpoint,
        String connect,
        boolean password,
        List<NodeRow> nodes,
        List<String> newer,
        String openUpgradeId,
        String queue,
        String failure,
        String created,
        boolean moving,
        boolean upgradable,
        boolean removable,
        String windowText,
        String nextWindow,
        List<UpgradeRow> history,
        boolean moreHistory,
        FormState window,
        FormState rename,
        FormState removal,
        String done) {

    /** The forms of the page, each as it was sent or as it is before. */
    public record Forms(FormState window, FormState rename, FormState removal) {

        public static Forms fresh(InstanceState instance) {
            FormState removal = FormState.fresh("", Map.of());
            return new Forms(windowForm(instance.window()), renameForm(instance.name()), removal);
        }

        public Forms withWindow(FormState sent) {
            return new Forms(sent, rename, removal);
        }

        public Forms withRename(FormState sent) {
            return new Forms(window, sent, removal);
        }

        public Forms withRemoval(FormState sent) {
            return new Forms(window, rename, sent);
        }

        private static FormState renameForm(String name) {
            return FormState.fresh("", Map.of("name", name));
        }

        private static FormState windowForm(MaintenanceWindow window) {
            Map<String, String> values = new LinkedHashMap<>();
            values.put("start", WindowText.time(window.start()));
            values.put("end", WindowText.time(window.end()));
            values.put("zone", window.zone().getId());
            window.days().forEach(day -> values.put(day.name(), "on"));
            return FormState.fresh("", values);
        }
    }

    /** A day with its box. */
    public record Day(String name, String label, boolean chosen) {}

    public static InstancePage of(
            InstanceState instance,
            QueuePlace place,
            List<String> newer,
            List<UpgradeState> upgrades,
            boolean moreHistory,
            Forms forms,
            String done,
            Instant now) {
        String host = instance.endpoint().host();
        int port = instance.endpoint().port();
        boolean password = instance.spec().credentialRef() != null;
        return new InstancePage(
                instance.instanceId(),
                instance.name(),
                Badge.of(instance.phase()),
                Words.engine(instance.build()),
                "STANDARD",
                instance.spec().memoryMb() + " MiB, "
                        + Words.count(instance.spec().replicas(), "replica"),
                host + ":" + port,
                "redis-cli -h " + host + " -p " + port + (password ? " --askpass" : ""),
                password,
                NodeRow.of(instance.topology()),
                newer,
                instance.openUpgradeId(),
                place == null ? null : queue(place),
                instance.failure() == null ? null : instance.failure().message(),
                Words.instant(instance.createdAt(), instance.window().zone()),
                switch (instance.phase()) {
                    case CREATING, UPGRADING, DELETING -> true;
                    default -> false;
                },
                instance.phase() == InstancePhase.RUNNING,
                instance.phase() != InstancePhase.UPGRADING && instance.phase() != InstancePhase.DELETING,
                Words.window(instance.window()),
                Words.opening(
                        instance.window().nextOpening(now), instance.window().zone()),
                upgrades.stream().map(UpgradeRow::of).toList(),
                moreHistory,
                forms.window(),
                forms.rename(),
                forms.removal(),
                done);
    }

    private static String queue(QueuePlace place) {
        return "Only so many instances are created at once: this one is number " + place.place() + " in the queue.";
    }

    public List<Day> days() {
        return Arrays.stream(DayOfWeek.values())
                .map(day -> new Day(
                        day.name(),
                        day.getDisplayName(TextStyle.SHORT, Locale.UK),
                        !window.value(day.name()).isEmpty()))
                .toList();
    }
}
