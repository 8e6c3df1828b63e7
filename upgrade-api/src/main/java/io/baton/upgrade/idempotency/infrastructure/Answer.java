package io.baton.upgrade.idempotency.infrastructure;

/**
 * What a POST answers.
 *
 * @param location path of what it is about, or null
 * @param body to be written as JSON
 */
public record Answer(int status, String location, Object body) {}
