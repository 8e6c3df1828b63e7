package io.baton.saga.model;

/** The signal that the instant named by {@link SagaState#dueAt()} has come. */
public record Due() {}
