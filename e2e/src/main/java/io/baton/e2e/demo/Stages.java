package io.baton.e2e.demo;

import java.util.List;

/** The five stages of an upgrade in the words of its users. */
final class Stages {

    private static final List<String> TITLES = List.of(
            "Request resources",
            "Synchronize data",
            "Wait for switchover",
            "Switch between versions",
            "Complete the upgrade");

    static final int COUNT = TITLES.size();

    private Stages() {}

    /** @param number from 1 */
    static String title(int number) {
        return TITLES.get(Math.max(1, Math.min(number, COUNT)) - 1);
    }
}
