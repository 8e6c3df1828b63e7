package io.baton.upgrade.queue.model;

/** The signal that a saga which waited for its turn has it now. Its deadlines begin to run. */
public record TurnCame() {}
