package io.baton.upgrade.console.application;

import io.baton.contracts.Finding;
import io.baton.engine.EngineVersion;
import io.baton.engine.catalogue.Verdict;
import io.baton.saga.infrastructure.BatonClock;
import io.baton.upgrade.console.model.FindingRow;
import io.baton.upgrade.console.model.FormState;
import io.baton.upgrade.console.model.PreviewView;
import io.baton.upgrade.console.model.TargetChoice;
import io.baton.upgrade.console.model.UpgradeFormPage;
import io.baton.upgrade.console.model.Words;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.shared.model.Refusal;
import io.baton.upgrade.upgrading.application.PlanningUpgrade;
import io.baton.upgrade.upgrading.application.PlanningUpgrade.Judged;
import io.baton.upgrade.upgrading.application.Preview;
import io.baton.upgrade.upgrading.application.UpgradeOrder;
import io.baton.upgrade.upgrading.model.SwitchTime;
import io.baton.upgrade.upgrading.model.UpgradeKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The form of an upgrade: what can be chosen, what the choice would come to, and the order that it is. */
@ApplicationScoped
public class UpgradeForms {

    public static final String TARGET = "target";
    public static final String SWITCH_TIME = "switchTime";

    private final PlanningUpgrade planning;
    private final BatonClock clock;

    UpgradeForms(PlanningUpgrade planning, BatonClock clock) {
        this.planning = planning;
        this.clock = clock;
    }

    /** What is chosen before anybody chose: the newest version, and no window. */
    public FormState fresh(InstanceState instance, String key) {
        Map<String, String> values = new LinkedHashMap<>();
        List<TargetChoice> legal =
                choices(instance).stream().filter(TargetChoice::legal).toList();
        if (!legal.isEmpty()) {
            values.put(TARGET, legal.get(legal.size() - 1).value());
        }
        values.put(SWITCH_TIME, SwitchTime.NOW.name());
        return FormState.fresh(key, values);
    }

    /** The page with a preview of what the form has, made now; it asks the running engine. */
    public UpgradeFormPage page(InstanceState instance, FormState form) {
        List<TargetChoice> choices = choices(instance);
        Optional<UpgradeOrder> order = order(form);
        return new UpgradeFormPage(
                instance.instanceId(),
                instance.name(),
                Words.engine(instance.build()),
                EngineVersion.parse(instance.build().version()).line().toString(),
                "STANDARD",
                instance.spec().memoryMb() + " MiB",
                choices.stream().filter(TargetChoice::legal).toList(),
                choices.stream().filter(choice -> !choice.legal()).toList(),
                Words.window(instance.window()),
                Words.opening(
                        instance.window().nextOpening(clock.now()),
                        instance.window().zone()),
                order.map(wanted -> preview(instance, wanted)).orElse(null),
                form);
    }

    /** The order that a form is; empty if something is missing or not one of what can be chosen. */
    public static Optional<UpgradeOrder> order(FormState form) {
        return switchTime(form.value(SWITCH_TIME)).flatMap(time -> {
            String target = form.value(TARGET);
            if (target.equals(TargetChoice.MINOR)) {
                return Optional.of(UpgradeOrder.minor(time));
            }
            String[] parts = target.split(":", -1);
            return parts.length == 2
                    ? Optional.of(new UpgradeOrder(UpgradeKind.MAJOR, parts[0], parts[1], time))
                    : Optional.empty();
        });
    }

    public static Optional<SwitchTime> switchTime(String text) {
        return Arrays.stream(SwitchTime.values())
                .filter(time -> time.name().equals(text))
                .findFirst();
    }

    private PreviewView preview(InstanceState instance, UpgradeOrder order) {
        List<Finding> findings = planning.check(instance, order);
        Preview preview = planning.preview(instance, order, findings);
        return new PreviewView(
                preview.to() == null ? null : Words.engine(preview.to()),
                preview.to() == null ? List.of() : PreviewView.specs(instance.build(), preview.to(), instance.spec()),
                FindingRow.of(preview.findings()),
                preview.warnings(),
                preview.refusals().stream().map(Refusal::message).toList());
    }

    private List<TargetChoice> choices(InstanceState instance) {
        return planning.judgeAll(instance).stream().map(UpgradeForms::choice).toList();
    }

    private static TargetChoice choice(Judged judged) {
        String build = judged.verdict()
                .allowedBuild()
                .map(allowed -> allowed.id().toString())
                .orElse(null);
        String why = judged.verdict() instanceof Verdict.Refused refused ? refused.message() : null;
        if (judged.line() == null) {
            return new TargetChoice(
                    TargetChoice.MINOR,
                    build == null ? "Newer patch release" : build + " (newest patch release of this version)",
                    why);
        }
        return new TargetChoice(
                judged.line().edition().name() + ":" + judged.line().line(),
                build == null ? judged.line().toString() : judged.line() + " (" + build + ")",
                why);
    }
}
