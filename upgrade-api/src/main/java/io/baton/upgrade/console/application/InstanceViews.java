package io.baton.upgrade.console.application;

import io.baton.contracts.EngineBuild;
import io.baton.engine.EngineLine;
import io.baton.engine.catalogue.Build;
import io.baton.engine.catalogue.Catalogue;
import io.baton.engine.catalogue.EngineCatalogue;
import io.baton.saga.infrastructure.BatonClock;
import io.baton.upgrade.UpgradeSettings;
import io.baton.upgrade.console.model.FormState;
import io.baton.upgrade.console.model.InstancePage;
import io.baton.upgrade.console.model.InstanceRow;
import io.baton.upgrade.console.model.InstancesPage;
import io.baton.upgrade.console.model.NewInstancePage;
import io.baton.upgrade.console.model.NewInstancePage.EngineChoice;
import io.baton.upgrade.console.model.Pager;
import io.baton.upgrade.console.model.Words;
import io.baton.upgrade.instances.application.Instances;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.queue.application.Queue;
import io.baton.upgrade.shared.model.Page;
import io.baton.upgrade.upgrading.application.PlanningUpgrade;
import io.baton.upgrade.upgrading.application.PlanningUpgrade.Targets;
import io.baton.upgrade.upgrading.application.Upgrades;
import io.baton.upgrade.upgrading.model.UpgradeState;
import io.baton.upgrade.window.model.MaintenanceWindow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Gathers what the pages about instances show. */
@ApplicationScoped
public class InstanceViews {

    private static final int ROWS = 25;
    private static final int HISTORY = 10;

    private final Instances instances;
    private final Upgrades upgrades;
    private final PlanningUpgrade planning;
    private final EngineCatalogue catalogue;
    private final Queue queue;
    private final UpgradeSettings settings;
    private final BatonClock clock;

    InstanceViews(
            Instances instances,
            Upgrades upgrades,
            PlanningUpgrade planning,
            EngineCatalogue catalogue,
            Queue queue,
            UpgradeSettings settings,
            BatonClock clock) {
        this.instances = instances;
        this.upgrades = upgrades;
        this.planning = planning;
        this.catalogue = catalogue;
        this.queue = queue;
        this.settings = settings;
        this.clock = clock;
    }

    public InstancesPage list(String words, int page, String done) {
        Page<InstanceState> found = instances.search(words, page, ROWS);
        Map<EngineBuild, List<String>> newer = new HashMap<>();
        List<InstanceRow> rows = found.items().stream()
                .map(instance ->
                        InstanceRow.of(instance, newer.computeIfAbsent(instance.build(), build -> newer(instance))))
                .toList();
        boolean moving = found.items().stream().anyMatch(instance -> switch (instance.phase()) {
            case CREATING, UPGRADING, DELETING -> true;
            default -> false;
        });
        return new InstancesPage(words, rows, Pager.of(found), moving, done);
    }

    public InstancePage show(InstanceState instance, InstancePage.Forms forms, String done) {
        Page<UpgradeState> history = upgrades.page(instance.instanceId(), 0, HISTORY);
        return InstancePage.of(
                instance,
                queue.place(instance.instanceId()).orElse(null),
                newer(instance),
                history.items(),
                history.total() > history.items().size(),
                forms,
                done,
                clock.now());
    }

    /** @param form as it was sent, or with nothing in it */
    public NewInstancePage create(FormState form) {
        Catalogue current = catalogue.current();
        List<EngineChoice> engines = current.builds().stream()
                .sorted(Comparator.comparing(
                                (Build build) -> build.id().edition().name())
                        .thenComparing(build -> build.id().version(), Comparator.reverseOrder()))
                .map(build -> new EngineChoice(
                        build.id().edition().name() + ":" + build.version(),
                        build.id().toString()))
                .toList();
        String missing = current.rules().lines().stream()
                .filter(line -> current.newestBuild(line.edition(), line.line()).isEmpty())
                .map(EngineLine::toString)
                .collect(Collectors.joining(", "));
        UpgradeSettings.DefaultWindow window = settings.defaultWindow();
        return new NewInstancePage(
                engines,
                missing,
                Words.window(MaintenanceWindow.daily(window.start(), window.end(), window.zone()))
                        + (window.spread().isZero() ? "" : ", or up to " + Words.duration(window.spread()) + " later"),
                form);
    }

    private List<String> newer(InstanceState instance) {
        Targets targets = planning.targets(instance);
        List<String> newer = new ArrayList<>();
        targets.minor().ifPresent(build -> newer.add(build.version().toString()));
        targets.lines().stream()
                .flatMap(line -> line.build().stream())
                .forEach(build -> newer.add(
                        build.id().edition().name().equals(instance.build().edition())
                                ? build.version().toString()
                                : build.id().toString()));
        return List.copyOf(newer);
    }
}
