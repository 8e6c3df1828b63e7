package io.baton.upgrade.shared.model;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param page its number, from 0
 * @param size how many items a page holds
 * @param total how many items there are on all pages
 */
public record Page<T>(List<T> items, int page, int size, long total) {

    public <R> Page<R> map(Function<T, R> change) {
        return new Page<>(items.stream().map(change).toList(), page, size, total);
    }
}
