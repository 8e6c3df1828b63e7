package io.baton.resource.node.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What Baton sets on every engine where the engine's own default isn't what a production instance needs. Pure. */
public final class EngineDefaults {

    private EngineDefaults() {}

    /**
     * @param memoryMb memory of the data in MiB
     * @param fsync how often the append-only file reaches the disk, in the engine's words
     * @return settings by name, the same in all lines from 4.0 on
     */
    public static Map<String, String> settings(int memoryMb, String fsync) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("maxmemory", memoryMb + "mb");
        settings.put("appendonly", "yes");
        settings.put("appendfsync", fsync);
        // The append-only file has it all; snapshots beside it would only fork twice.
        settings.put("save", "");
        // The default of 1 MB is the traffic of a moment: a replica that blinks would need a full synchronisation.
        settings.put("repl-backlog-size", "16mb");
        // A snapshot that goes over the disk has a size, so a synchronisation has a progress; and nobody waits 5 s for
        // further replicas before it begins.
        settings.put("repl-diskless-sync", "no");
        settings.put("repl-diskless-sync-delay", "0");
        settings.put("tcp-keepalive", "60");
        return settings;
    }

    /** Where an instance differs from these, its user has changed it. */
    public static Set<String> names() {
        return settings(1, "everysec").keySet();
    }
}
