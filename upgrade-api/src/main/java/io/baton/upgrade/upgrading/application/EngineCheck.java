package io.baton.upgrade.upgrading.application;

import io.baton.contracts.Finding;
import io.baton.engine.EngineId;
import io.baton.upgrade.instances.model.InstanceState;
import java.util.List;

/** Looks at the engine that an instance runs, for what speaks against an upgrade. */
public interface EngineCheck {

    /**
     * Never fails: that the engine can't be asked is a finding too, and no more than a warning, since it is checked again
     * before the switch.
     */
    List<Finding> findings(InstanceState instance, EngineId target);
}
