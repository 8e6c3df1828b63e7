package io.baton.upgrade.upgrading.application;

import io.baton.contracts.EngineBuild;
import io.baton.contracts.Finding;
import io.baton.engine.Edition;
import io.baton.engine.EngineId;
import io.baton.engine.EngineLine;
import io.baton.engine.Line;
import io.baton.engine.catalogue.Build;
import io.baton.engine.catalogue.Catalogue;
import io.baton.engine.catalogue.EngineCatalogue;
import io.baton.engine.catalogue.Target;
import io.baton.engine.catalogue.Verdict;
import io.baton.upgrade.instances.model.InstancePhase;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.shared.model.Refusal;
import io.baton.upgrade.upgrading.model.Notice;
import io.baton.upgrade.upgrading.model.UpgradeKind;
import io.baton.upgrade.upgrading.model.Warnings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what an instance can be upgraded to, and what an order would come to. Changes nothing. */
@ApplicationScoped
public class PlanningUpgrade {

    private final EngineCatalogue catalogue;
    private final EngineCheck check;

    PlanningUpgrade(EngineCatalogue catalogue, EngineCheck check) {
        this.catalogue = catalogue;
        this.check = check;
    }

    /** What is offered: the later lines, and the newer patch release if there is one. */
    public record Targets(List<Target> lines, Optional<Build> minor) {}

    public Targets targets(InstanceState instance) {
        Catalogue current = catalogue.current();
        EngineId from = engine(instance.build());
        return new Targets(current.majorTargets(from), current.minorTarget(from));
    }

    /**
     * A line of the catalogue, or the newest patch release, and whether the instance can be upgraded to it.
     *
     * @param line null for the patch release
     */
    public record Judged(EngineLine line, Verdict verdict) {}

    /** The newest patch release, then every line of the catalogue, those that can't be had too. */
    public List<Judged> judgeAll(InstanceState instance) {
        Catalogue current = catalogue.current();
        EngineId from = engine(instance.build());
        List<Judged> all = new ArrayList<>();
        all.add(new Judged(null, current.judgeMinor(from)));
        for (EngineLine line : current.rules().lines()) {
            all.add(new Judged(
                    line,
                    current.judgeMajor(from, line.edition().name(), line.line().toString())));
        }
        return List.copyOf(all);
    }

    /**
     * Asks the running engine what speaks against an order; asks nothing where the order is refused anyway. It takes a
     * moment, so it is not for a transaction.
     */
    public List<Finding> check(InstanceState instance, UpgradeOrder order) {
        return instance.phase() != InstancePhase.RUNNING || instance.topology() == null
                ? List.of()
                : judge(engine(instance.build()), order)
                        .allowedBuild()
                        .map(target -> check.findings(instance, target.id()))
                        .orElse(List.of());
    }

    /** @param findings of {@link #check} */
    public Preview preview(InstanceState instance, UpgradeOrder order, List<Finding> findings) {
        List<Refusal> refusals = new ArrayList<>();
        if (instance.phase() != InstancePhase.RUNNING) {
            refusals.add(notRunning(instance));
        }
        EngineId from = engine(instance.build());
        Verdict verdict = judge(from, order);
        if (verdict instanceof Verdict.Refused refused) {
            refusals.add(new Refusal(Refusal.Kind.NOT_ALLOWED, refused.code().name(), refused.message()));
        }
        blocked(findings).ifPresent(refusals::add);
        Optional<EngineId> to = verdict.allowedBuild().map(Build::id);
        List<Notice> warnings = to.map(target -> Warnings.of(
                        from,
                        target,
                        instance.spec().memoryMb(),
                        instance.spec().replicas()))
                .orElse(List.of());
        EngineBuild target = to.map(
                        id -> new EngineBuild(id.edition().name(), id.version().toString()))
                .orElse(null);
        return new Preview(instance, order, target, findings, warnings, refusals);
    }

    private static Optional<Refusal> blocked(List<Finding> findings) {
        List<Finding> blocks = findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.BLOCK)
                .toList();
        return blocks.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        Refusal.Kind.NOT_ALLOWED,
                        "PRECHECK_BLOCKS",
                        blocks.stream()
                                .map(block -> block.message() + " " + block.advice())
                                .collect(Collectors.joining(" ")),
                        blocks));
    }

    static Refusal notRunning(InstanceState instance) {
        return instance.openUpgradeId() != null
                ? new Refusal(
                        Refusal.Kind.CONFLICT,
                        "UPGRADE_OPEN",
                        "The instance " + instance.instanceId() + " is in the upgrade " + instance.openUpgradeId()
                                + " already; one at a time.")
                : new Refusal(
                        Refusal.Kind.CONFLICT,
                        "INSTANCE_NOT_RUNNING",
                        "The instance " + instance.instanceId() + " is " + instance.phase()
                                + "; only a RUNNING one can be upgraded.");
    }

    private Verdict judge(EngineId from, UpgradeOrder order) {
        Catalogue current = catalogue.current();
        return order.kind() == UpgradeKind.MINOR
                ? current.judgeMinor(from)
                : current.judgeMajor(from, targetEdition(current, from.edition(), order), order.targetLine());
    }

    /** A line that only another edition has can only mean that edition. */
    private static String targetEdition(Catalogue current, Edition own, UpgradeOrder order) {
        if (order.targetEdition() != null) {
            return order.targetEdition();
        }
        return Line.find(order.targetLine())
                .filter(line -> !current.rules().offers(new EngineLine(own, line)))
                .flatMap(line -> Arrays.stream(Edition.values())
                        .filter(edition -> current.rules().offers(new EngineLine(edition, line)))
                        .findFirst())
                .orElse(own)
                .name();
    }

    private static EngineId engine(EngineBuild build) {
        return EngineId.of(Edition.parse(build.edition()), build.version());
    }
}
