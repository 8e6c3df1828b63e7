package io.baton.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * Where something waits for its turn.
 *
 * @param work CREATION, SYNCHRONISATION or SWITCH
 * @param place 1 is next
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record QueuePlace(String work, int place, Instant since) {

    /** As people read it. */
    public String text() {
        return "waits for its turn: number " + place + " in the queue";
    }
}
