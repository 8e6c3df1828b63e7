package io.baton.saga.model;

/** A signal to another saga of the same service, applied in the same transaction. */
public record Tell(String saga, String sagaId, Object signal) {}
