package io.baton.upgrade.upgrading.model;

/** To a later line, or to the newest patch release of the same one. */
public enum UpgradeKind {
    MAJOR,
    MINOR
}
