package io.baton.upgrade.console.model;

import io.baton.upgrade.shared.model.Page;

/**
 * Where a page is in its list.
 *
 * @param number from 0
 * @param total how many items there are on all pages
 */
public record Pager(int number, int size, long total, int here) {

    public static Pager of(Page<?> page) {
        return new Pager(page.page(), page.size(), page.total(), page.items().size());
    }

    public boolean needed() {
        return total > size || number > 0;
    }

    public boolean hasPrevious() {
        return number > 0;
    }

    public boolean hasNext() {
        return (number + 1L) * size < total;
    }

    public int previous() {
        return number - 1;
    }

    public int next() {
        return number + 1;
    }

    /** 26 to 50 of 60. */
    public String text() {
        long first = (long) number * size + 1;
        return here == 0 ? "none of " + total : first + " to " + (first + here - 1) + " of " + total;
    }
}
