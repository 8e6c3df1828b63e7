package io.baton.engine.settings;

import io.baton.engine.EngineId;
import io.baton.engine.Line;

/**
 * What an engine of some version understands. Versions are compared across editions, since Valkey went on counting where
 * Redis 7.2 was.
 */
public record Dialect(EngineId engine) {

    public static Dialect of(EngineId engine) {
        return new Dialect(engine);
    }

    private boolean since(int major, int minor) {
        Line line = engine.line();
        return line.isAtLeast(major, minor);
    }

    /** @return the command that sets and ends replication; SLAVEOF before 5.0 */
    public String replicaOfCommand() {
        return since(5, 0) ? "REPLICAOF" : "SLAVEOF";
    }

    /**
     * @param name a setting's name of today, such as {@code min-replicas-to-write}
     * @return its name in this version, such as {@code min-slaves-to-write}
     */
    public String setting(String name) {
        return SettingNames.inLine(name, engine.line());
    }

    /** Whether {@code CLIENT PAUSE … WRITE} exists. Before, a pause holds reads as well, and INFO on 5.0 and older. */
    public boolean pausesWritesOnly() {
        return since(6, 2);
    }

    /** Whether {@code CLIENT UNPAUSE} exists. */
    public boolean unpauses() {
        return since(6, 2);
    }

    /** Whether there are users and the ACL commands. */
    public boolean hasUsers() {
        return since(6, 0);
    }

    /** Whether {@code HELLO} and RESP3 exist. */
    public boolean hasHello() {
        return since(6, 0);
    }

    /** Whether one {@code CONFIG SET} takes several settings, all or nothing. */
    public boolean setsManyAtOnce() {
        return since(7, 0);
    }

    /** Whether {@code INFO} tells the size of a running full synchronisation and what has arrived of it. */
    public boolean tellsSyncBytes() {
        return since(6, 2);
    }

    /** Whether a snapshot brings the script cache along; from 7.0 scripts have to be carried over by hand. */
    public boolean snapshotCarriesScripts() {
        return !since(7, 0);
    }

    /** Whether {@code SCRIPT LOAD} reaches the replicas. */
    public boolean replicatesScriptLoad() {
        return !since(7, 0);
    }

    /** Whether scripts replicate by their effects always. 4.0 sends the script itself, which need not do the same there. */
    public boolean replicatesScriptEffects() {
        return since(5, 0);
    }

    /** Whether {@code INFO commandstats} tells {@code CONFIG GET} from {@code CONFIG SET}. */
    public boolean countsPartsOfCommands() {
        return since(7, 0);
    }

    /** Whether there are functions. */
    public boolean hasFunctions() {
        return since(7, 0);
    }

    /** Whether a replica ignores maxmemory and leaves eviction to its master. */
    public boolean replicasIgnoreMaxmemory() {
        return since(5, 0);
    }
}
