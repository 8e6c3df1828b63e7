package io.baton.upgrade.idempotency.infrastructure;

/** An answer as it is remembered: its body is JSON text. */
record Recorded(int status, String location, String body) {}
