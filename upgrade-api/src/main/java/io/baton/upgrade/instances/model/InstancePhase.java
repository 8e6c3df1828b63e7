package io.baton.upgrade.instances.model;

/** Where an instance is; all but {@link #NEW} and {@link #DELETED} are public. */
public enum InstancePhase {
    /** Not submitted: only events that came before their cause can wait here. */
    NEW,
    CREATING,
    RUNNING,
    UPGRADING,
    FAILED,
    DELETING,
    DELETED
}
