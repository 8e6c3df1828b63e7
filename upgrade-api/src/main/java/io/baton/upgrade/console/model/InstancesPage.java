package io.baton.upgrade.console.model;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The list of instances.
 *
 * @param words what is searched for
 * @param moving whether one of them is about to change by itself
 * @param done what has just been done, or null
 */
public record InstancesPage(String words, List<InstanceRow> rows, Pager pager, boolean moving, String done) {

    public boolean searched() {
        return !words.isBlank();
    }

    /** The words as an address takes them. */
    public String wordsInQuery() {
        return URLEncoder.encode(words, StandardCharsets.UTF_8);
    }
}
