package io.baton.switchover.application;

/** Where the epochs of attempts come from. */
public interface Epochs {

    /** Higher than every one before, over all replicas and restarts of this service. */
    long next();
}
