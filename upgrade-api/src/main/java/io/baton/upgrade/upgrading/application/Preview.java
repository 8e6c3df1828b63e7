package io.baton.upgrade.upgrading.application;

import io.baton.contracts.EngineBuild;
import io.baton.contracts.Finding;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.shared.model.Refusal;
import io.baton.upgrade.upgrading.model.Notice;
import java.util.List;

/**
 * What an order would come to.
 *
 * @param to null where the target is refused
 * @param findings what the check of the running engine found
 * @param warnings what the user should know before
 * @param refusals why it can't be granted; empty where it can
 */
public record Preview(
        InstanceState instance,
        UpgradeOrder order,
        EngineBuild to,
        List<Finding> findings,
        List<Notice> warnings,
        List<Refusal> refusals) {}
