package io.baton.engine.client;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A replica as its master sees it.
 *
 * @param state {@code online} once the full synchronisation is over; before, {@code wait_bgsave} or {@code send_bulk}
 * @param offset bytes of the replication stream that the replica has acknowledged; 0 before its first acknowledgement
 * @param lagSeconds seconds since its last acknowledgement
 */
public record ReplicaLink(String host, int port, String state, long offset, long lagSeconds) {

    public boolean online() {
        return "online".equals(state);
    }

    /** @param value as in {@code ip=127.0.0.1,port=6380,state=online,offset=1234,lag=0} */
    static ReplicaLink parse(String value) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : value.split(",")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return new ReplicaLink(
                fields.getOrDefault("ip", ""),
                (int) InfoText.number(fields, "port", 0),
                fields.getOrDefault("state", ""),
                InfoText.number(fields, "offset", 0),
                InfoText.number(fields, "lag", -1));
    }
}
