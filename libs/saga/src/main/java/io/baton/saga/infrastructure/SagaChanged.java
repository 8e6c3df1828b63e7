package io.baton.saga.infrastructure;

import io.baton.saga.model.SagaState;

/** Fired in the transaction that changes a saga: observe it there, or after its success. */
public record SagaChanged(String saga, SagaState<?> before, SagaState<?> after, Object input) {}
