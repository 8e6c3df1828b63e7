package io.baton.upgrade.cloud.model;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/**
 * Instants as that cloud writes them, without saying of which zone they are.
 *
 * @param zone whose clock
 */
public record CloudTimes(ZoneId zone) {

    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** @param instant null for one that has not come: an empty text */
    public String text(Instant instant) {
        return instant == null ? "" : TEXT.format(instant.atZone(zone));
    }

    /** @throws CloudException if the text is no such time */
    public Instant parse(String parameter, String text) {
        try {
            return LocalDateTime.parse(text, TEXT).atZone(zone).toInstant();
        } catch (DateTimeParseException noTime) {
            throw CloudError.invalid(parameter + " has to be a time such as 2026-03-02 10:00:00.")
                    .asException();
        }
    }
}
