package io.baton.switchover.model;

import io.baton.contracts.Topology;
import io.baton.contracts.UpgradeEvent.SwitchWindowOpen;
import java.time.Instant;

/**
 * The permission to switch.
 *
 * @param source the nodes that serve the instance
 * @param target the nodes that will
 * @param credentialRef name of the nodes' password, or null where there is none
 */
public record Grant(
        int attempt, Instant opensAt, Instant closesAt, Topology source, Topology target, String credentialRef) {

    static Grant of(SwitchWindowOpen event) {
        return new Grant(
                event.attempt(),
                event.opensAt(),
                event.closesAt(),
                event.source(),
                event.target(),
                event.credentialRef());
    }
}
