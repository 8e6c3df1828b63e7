package io.baton.upgrade.upgrading.model;

import io.baton.contracts.EngineBuild;
import io.baton.contracts.NodeSpec;

/**
 * What is to be done; it never changes.
 *
 * @param from what the instance runs
 * @param to what it will run
 * @param spec what the new nodes are made of, the same as the old ones
 * @param host where its work is done, the address of the instance's endpoint; null in upgrades of earlier releases
 */
public record UpgradePlan(UpgradeKind kind, EngineBuild from, EngineBuild to, NodeSpec spec, String host) {}
