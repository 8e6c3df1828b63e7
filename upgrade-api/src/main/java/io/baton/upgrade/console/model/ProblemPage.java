package io.baton.upgrade.console.model;

/**
 * That a page can't be shown.
 *
 * @param message what is wrong and what is allowed
 * @param correlationId an id that the log has too, or null
 */
public record ProblemPage(String title, String message, String correlationId) {}
