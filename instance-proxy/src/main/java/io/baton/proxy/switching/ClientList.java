package io.baton.proxy.switching;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads the answer to CLIENT LIST: a line a connection, {@code id=7 addr=127.0.0.1:49152 …}. */
final class ClientList {

    private static final String ID = "id=";
    private static final String ADDRESS = " addr=";

    private ClientList() {}

    /** The numbers of the connections that have one of these addresses, by address. */
    static Map<String, String> numbers(String list, Set<String> addresses) {
        Map<String, String> numbers = new HashMap<>();
        list.lines().filter(line -> line.startsWith(ID)).forEach(line -> {
            int at = line.indexOf(ADDRESS);
            if (at > 0) {
                String address = word(line, at + ADDRESS.length());
                if (addresses.contains(address)) {
                    numbers.put(address, word(line, ID.length()));
                }
            }
        });
        return numbers;
    }

    private static String word(String line, int from) {
        int space = line.indexOf(' ', from);
        return line.substring(from, space < 0 ? line.length() : space);
    }
}
