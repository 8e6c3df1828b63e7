package io.baton.proxy.difference;

import java.util.List;

/**
 * What a client has read by the end of each of its {@link Turns turns}.
 *
 * @param soFar all that it has read since the beginning, one entry a turn
 */
record Transcript(List<String> soFar) {

    Transcript {
        soFar = List.copyOf(soFar);
    }

    String after(int turn) {
        return soFar.get(turn);
    }

    String whole() {
        return soFar.isEmpty() ? "" : soFar.get(soFar.size() - 1);
    }
}
