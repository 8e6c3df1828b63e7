package io.baton.saga.model;

import java.util.Set;

/**
 * What a saga promises about one phase.
 *
 * @param deadline what ends it if nothing happens, in words
 * @param undo what undoes it, in words
 * @param ignored inputs that are late or repeated here
 * @param deferred inputs that come before their cause here
 */
public record Phase<P extends Enum<P>>(
        P name, String deadline, String undo, Set<Class<?>> ignored, Set<Class<?>> deferred) {}
