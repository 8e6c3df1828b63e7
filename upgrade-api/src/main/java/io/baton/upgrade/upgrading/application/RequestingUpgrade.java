package io.baton.upgrade.upgrading.application;

import static io.baton.upgrade.instances.model.InstanceSaga.INSTANCE;
import static io.baton.upgrade.upgrading.model.UpgradeSaga.UPGRADE;

import io.baton.contracts.Finding;
import io.baton.saga.infrastructure.SagaExecutor;
import io.baton.saga.model.Decision;
import io.baton.saga.model.Decision.Applied;
import io.baton.upgrade.UpgradeSettings;
import io.baton.upgrade.instances.application.Instances;
import io.baton.upgrade.instances.model.InstanceSignals.UpgradeSubmitted;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.shared.model.Ids;
import io.baton.upgrade.shared.model.Refusal;
import io.baton.upgrade.upgrading.model.UpgradeLimits;
import io.baton.upgrade.upgrading.model.UpgradePlan;
import io.baton.upgrade.upgrading.model.UpgradeSignals.Submitted;
import io.baton.upgrade.upgrading.model.UpgradeState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Begins an upgrade, if nothing speaks against it; the instance takes one at a time. */
@ApplicationScoped
public class RequestingUpgrade {

    private final Instances instances;
    private final Upgrades upgrades;
    private final PlanningUpgrade planning;
    private final SagaExecutor sagas;
    private final UpgradeLimits limits;

    RequestingUpgrade(
            Instances instances,
            Upgrades upgrades,
            PlanningUpgrade planning,
            SagaExecutor sagas,
            UpgradeSettings settings) {
        this.instances = instances;
        this.upgrades = upgrades;
        this.planning = planning;
        this.sagas = sagas;
        this.limits = limits(settings.limits());
    }

    /**
     * @param findings of the check that was made for this order
     * @throws io.baton.upgrade.shared.model.RefusedException if it can't be granted; nothing has changed then
     */
    @Transactional
    public UpgradeState request(String instanceId, UpgradeOrder order, List<Finding> findings) {
        Preview preview = planning.preview(instances.get(instanceId), order, findings);
        preview.refusals().stream().findFirst().ifPresent(refusal -> {
            throw refusal.asException();
        });
        String upgradeId = Ids.upgrade();
        InstanceState instance = begin(instanceId, new UpgradeSubmitted(upgradeId, preview.to()));
        if (!instance.build().equals(preview.instance().build())) {
            throw new Refusal(
                            Refusal.Kind.CONFLICT,
                            "INSTANCE_CHANGED",
                            "The instance " + instanceId + " runs "
                                    + instance.build().version() + " since a moment ago. Look at it again.")
                    .asException();
        }
        UpgradePlan plan = new UpgradePlan(
                order.kind(),
                instance.build(),
                preview.to(),
                instance.spec(),
                instance.endpoint().host());
        sagas.signal(
                UPGRADE,
                upgradeId,
                instanceId,
                new Submitted(plan, order.switchTime(), instance.window(), limits, preview.findings()));
        return upgrades.get(upgradeId);
    }

    /** Under the instance's lock: of two requests at a time, one finds it taken. */
    private InstanceState begin(String instanceId, UpgradeSubmitted upgrade) {
        Decision<InstanceState> decision = sagas.signal(INSTANCE, instanceId, instanceId, upgrade);
        if (decision instanceof Applied<InstanceState> applied) {
            return applied.next().state();
        }
        throw PlanningUpgrade.notRunning(instances.get(instanceId)).asException();
    }

    private static UpgradeLimits limits(UpgradeSettings.Limits settings) {
        return new UpgradeLimits(
                settings.allocation(),
                settings.synchronisation(),
                settings.waiting(),
                settings.windows(),
                settings.grant(),
                settings.grantMargin(),
                settings.recallEvery(),
                settings.shortestGrant(),
                settings.backOff(),
                settings.longestBackOff(),
                settings.overdue());
    }
}
