package io.baton.upgrade.queue.infrastructure;

import io.baton.upgrade.queue.model.QueuePlace;
import io.baton.upgrade.queue.model.Work;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A place in the queue in JSON. */
@Schema(name = "QueuePlace", description = "What it waits to begin, as only so much is done at once")
public record QueueJson(
        @Schema(description = "What it waits to begin") Work work,

        @Schema(description = "1 is next") int place,

        @Schema(description = "When it began to wait") Instant since) {

    /** Null for null. */
    public static QueueJson of(QueuePlace place) {
        return place == null ? null : new QueueJson(place.work(), place.place(), place.since());
    }
}
