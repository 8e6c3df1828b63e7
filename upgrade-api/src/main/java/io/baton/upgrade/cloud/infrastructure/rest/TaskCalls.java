package io.baton.upgrade.cloud.infrastructure.rest;

import io.baton.contracts.EngineBuild;
import io.baton.contracts.Topology;
import io.baton.upgrade.UpgradeSettings;
import io.baton.upgrade.cloud.application.CloudTasks;
import io.baton.upgrade.cloud.infrastructure.rest.CloudJson.SyncInfo;
import io.baton.upgrade.cloud.infrastructure.rest.CloudJson.SyncSide;
import io.baton.upgrade.cloud.infrastructure.rest.CloudJson.TaskInfo;
import io.baton.upgrade.cloud.infrastructure.rest.CloudJson.TaskItem;
import io.baton.upgrade.cloud.infrastructure.rest.CloudJson.TaskList;
import io.baton.upgrade.cloud.model.CloudError;
import io.baton.upgrade.cloud.model.CloudTimes;
import io.baton.upgrade.cloud.model.SyncJob;
import io.baton.upgrade.cloud.model.Task;
import io.baton.upgrade.cloud.model.TaskQuery;
import io.baton.upgrade.cloud.model.TaskStatus;
import io.baton.upgrade.cloud.model.TaskType;
import io.baton.upgrade.cloud.model.TypeId;
import io.baton.upgrade.instances.application.Instances;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.upgrading.application.Upgrades;
import io.baton.upgrade.upgrading.model.Outlook;
import io.baton.upgrade.upgrading.model.UpgradeKind;
import io.baton.upgrade.upgrading.model.UpgradePhase;
import io.baton.upgrade.upgrading.model.UpgradeState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The calls that ask how upgrades are doing. */
@ApplicationScoped
public class TaskCalls {

    private static final int USUAL_LIMIT = 20;
    private static final int HIGHEST_LIMIT = 100;

    private final CloudTasks tasks;
    private final Instances instances;
    private final Upgrades upgrades;
    private final CloudTimes times;

    TaskCalls(CloudTasks tasks, Instances instances, Upgrades upgrades, UpgradeSettings settings) {
        this.tasks = tasks;
        this.instances = instances;
        this.upgrades = upgrades;
        this.times = new CloudTimes(settings.cloud().zone());
    }

    TaskInfo info(Parameters parameters) {
        long number = parameters.number("TaskId");
        parameters.nothingElse();
        Task task = tasks.find(number)
                .orElseThrow(() -> new CloudError("FailedOperation.FlowNotExists", "There is no task " + number + ".")
                        .asException());
        return new TaskInfo(
                task.status().text(),
                times.text(task.upgrade().createdAt()),
                task.type().code(),
                task.upgrade().instanceId(),
                task.message());
    }

    TaskList list(Parameters parameters) {
        parameters.unsupported("ProjectIds", "OperatorUin", "OperateUin");
        TaskQuery query = new TaskQuery(
                parameters.optionalText("InstanceId").orElse(""),
                parameters.optionalText("InstanceName").orElse(""),
                kinds(parameters.texts("TaskTypes")),
                both(phases(parameters.numbers("TaskStatus")), phases(parameters.numbers("Result"))),
                parameters
                        .optionalText("BeginTime")
                        .map(text -> times.parse("BeginTime", text))
                        .orElse(null),
                parameters
                        .optionalText("EndTime")
                        .map(text -> times.parse("EndTime", text))
                        .orElse(null),
                parameters.numberWithin("Limit", USUAL_LIMIT, 1, HIGHEST_LIMIT),
                parameters.numberWithin("Offset", 0, 0, Integer.MAX_VALUE));
        parameters.nothingElse();
        return new TaskList(
                tasks.count(query), tasks.list(query).stream().map(this::item).toList());
    }

    private TaskItem item(Task task) {
        UpgradeState upgrade = task.upgrade();
        return new TaskItem(
                task.id(),
                times.text(upgrade.createdAt()),
                task.type().code(),
                task.instanceName(),
                upgrade.instanceId(),
                0,
                Outlook.percent(upgrade),
                times.text(upgrade.endedAt()),
                task.status().result());
    }

    private static List<UpgradeKind> kinds(List<String> codes) {
        return codes.isEmpty()
                ? List.of(UpgradeKind.values())
                : codes.stream()
                        .map(TaskType::find)
                        .flatMap(Optional::stream)
                        .map(TaskType::kind)
                        .toList();
    }

    private static List<UpgradePhase> phases(List<Long> results) {
        return results.isEmpty()
                ? Arrays.stream(UpgradePhase.values())
                        .filter(phase -> phase != UpgradePhase.NEW)
                        .toList()
                : results.stream()
                        .map(TaskStatus::phasesOf)
                        .flatMap(List::stream)
                        .toList();
    }

    private static List<UpgradePhase> both(List<UpgradePhase> some, List<UpgradePhase> others) {
        return some.stream().filter(others::contains).toList();
    }

    /** Of the upgrade that the instance is in, or was in last. */
    SyncInfo synchronisation(Parameters parameters) {
        InstanceState instance = instances.get(parameters.text("InstanceId"));
        parameters.nothingElse();
        return upgrades.page(instance.instanceId(), 0, 1).items().stream()
                .findFirst()
                .map(upgrade -> synchronisation(instance, upgrade))
                .orElse(SyncInfo.NONE);
    }

    private SyncInfo synchronisation(InstanceState instance, UpgradeState upgrade) {
        return new SyncInfo(
                Long.toString(tasks.number(upgrade.upgradeId())),
                upgrade.upgradeId(),
                SyncJob.status(upgrade.phase()),
                upgrade.phase().name(),
                upgrade.sync().lagBytes(),
                times.text(upgrade.receipt() == null ? null : upgrade.receipt().committedAt()),
                side(
                        instance,
                        upgrade.plan().from(),
                        upgrade.nodes() == null ? null : upgrade.nodes().source()),
                side(
                        instance,
                        upgrade.plan().to(),
                        upgrade.nodes() == null ? null : upgrade.nodes().target()));
    }

    private static SyncSide side(InstanceState instance, EngineBuild build, Topology nodes) {
        return new SyncSide(
                instance.instanceId(),
                instance.name(),
                TypeId.of(build).orElse(null),
                nodes == null
                        ? null
                        : nodes.master().address().host() + ":"
                                + nodes.master().address().port());
    }
}
