package io.baton.switchover.application;

import io.baton.engine.client.EngineClient;
import io.baton.switchover.model.Switch;

/** Everybody who takes part in one attempt, connected and warm. */
record Stage(
        Switch upgrade, long epoch, EngineClient oldMaster, EngineClient newMaster, ProxyFleet proxies, Proof proof) {}
