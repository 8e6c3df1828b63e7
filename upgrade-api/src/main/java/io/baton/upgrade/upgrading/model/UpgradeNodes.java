package io.baton.upgrade.upgrading.model;

import io.baton.contracts.Topology;

/**
 * The nodes that an upgrade goes from and to.
 *
 * @param credentialRef name under which their password is stored, or null where there is none
 */
public record UpgradeNodes(Topology source, Topology target, String credentialRef) {}
