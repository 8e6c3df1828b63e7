package io.baton.switchover.model;

import java.time.Instant;
import java.util.Map;

/**
 * One attempt at the switch: recorded before anything is touched, so that whoever comes after a crash can put it back.
 *
 * @param epoch what the proxies obey; higher than of every attempt before
 * @param oldSettings the settings of the old master that the fence changes, as they were
 * @param oldVersion what the old master runs, as it says itself
 * @param newMasterRunId the engine process that is to be promoted; another one under the same address has lost its data
 * @param begunAt when it was recorded
 */
public record Attempt(
        long epoch, Map<String, String> oldSettings, String oldVersion, String newMasterRunId, Instant begunAt) {

    public Attempt {
        oldSettings = Map.copyOf(oldSettings);
    }
}
