package io.baton.upgrade.instances.application;

import io.baton.engine.Secret;
import java.util.Optional;

/**
 * What a user wants to have.
 *
 * @param version an exact version, or a line, of which the newest build is taken
 * @param architecture only STANDARD can be had; null means it
 */
public record NewInstance(
        String name,
        String edition,
        String version,
        String architecture,
        int memoryMb,
        int replicas,
        int proxies,
        Optional<Secret> password) {}
