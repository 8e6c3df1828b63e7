package io.baton.upgrade.upgrading.model;

import java.time.Instant;

/** When a stage began and ended; null where it has not. */
public record StageTime(Stage stage, Instant startedAt, Instant endedAt) {}
