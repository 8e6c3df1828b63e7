package io.baton.upgrade.queue.model;

import java.time.Instant;

/**
 * Where something stands in its queue.
 *
 * @param place 1 is next
 * @param since when it began to wait
 */
public record QueuePlace(Work work, int place, Instant since) {}
