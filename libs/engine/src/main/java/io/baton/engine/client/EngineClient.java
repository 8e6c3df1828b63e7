package io.baton.engine.client;

import io.baton.engine.EngineId;
import io.baton.engine.EngineVersion;
import io.baton.engine.acl.AclUser;
import io.baton.engine.acl.CommandTable;
import io.baton.engine.settings.Dialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The typed admin client of one engine, over one connection. It blocks, each call at most for its timeout, and fails with
 * an {@link EngineException}; after {@link EngineException.Unreachable} and {@link EngineException.TimedOut} it is of no
 * more use. Calls from several threads are safe and are sent one after the other.
 */
public final class EngineClient implements AutoCloseable {

    private static final int USERS_AT_ONCE = 10;

    private final EngineAddress address;
    private final EngineConnection connection;
    private final Duration timeout;
    private final EngineId identity;
    private final Dialect dialect;

    private EngineClient(EngineAddress address, EngineConnection connection, Duration timeout, EngineId identity) {
        this.address = address;
        this.connection = connection;
        this.timeout = timeout;
        this.identity = identity;
        this.dialect = Dialect.of(identity);
    }

    static EngineClient over(EngineAddress address, EngineConnection connection, Duration timeout) {
        Command info = Command.of("INFO", "server");
        Reply reply = connection.exchange(List.of(info), timeout).get(0);
        if (reply instanceof Reply.Failure failure) {
            throw EngineErrors.of(address, info.name(), failure.error());
        }
        try {
            return new EngineClient(address, connection, timeout, InfoText.identity(InfoText.parse(reply.text())));
        } catch (IllegalArgumentException notAnEngine) {
            throw new EngineException.Refused(address, info.name(), "no version in the answer");
        }
    }

    public EngineAddress address() {
        return address;
    }

    /** @return what the engine said that it is when the connection was made */
    public EngineId identity() {
        return identity;
    }

    public EngineVersion version() {
        return identity.version();
    }

    public Dialect dialect() {
        return dialect;
    }

    /** @return false once the connection is known to be lost or closed */
    public boolean isOpen() {
        return connection.isOpen();
    }

    /** @throws EngineException.Refused also while the engine loads its data (code {@code LOADING}) */
    public void ping() {
        raw("PING");
    }

    public ReplicationInfo replication() {
        return ReplicationInfo.of(info("replication"));
    }

    /** @param section as the engine names it, such as {@code memory}; {@code all} for all of them */
    public Map<String, String> info(String section) {
        return InfoText.parse(raw("INFO", section).text());
    }

    /** @param pattern glob over the setting names of this engine's version */
    public Map<String, String> configGet(String pattern) {
        return Replies.pairs(raw("CONFIG", "GET", pattern));
    }

    public void configSet(String name, String value) {
        raw("CONFIG", "SET", name, value);
    }

    /**
     * Sets all, in one round trip. From 7.0 all or nothing; before, each by itself, in order, and the ones after a refused
     * one too.
     *
     * @throws EngineException.Refused naming the first setting that was refused
     */
    public void configSet(Map<String, String> settings) {
        if (settings.isEmpty()) {
            return;
        }
        if (dialect.setsManyAtOnce()) {
            List<String> words = new ArrayList<>(List.of("CONFIG", "SET"));
            settings.forEach((name, value) -> {
                words.add(name);
                words.add(value);
            });
            raw(words.toArray(String[]::new));
            return;
        }
        configSetEach(settings).forEach((name, error) -> {
            throw EngineErrors.of(address, "CONFIG SET " + name, error);
        });
    }

    /**
     * Sets each by itself, in order and in one round trip; a refused one does not stop the others.
     *
     * @return the refused settings, with the engine's words; empty if all were set
     */
    public Map<String, String> configSetEach(Map<String, String> settings) {
        List<String> names = List.copyOf(settings.keySet());
        List<Reply> replies = pipeline(names.stream()
                .map(name -> Command.of("CONFIG", "SET", name, settings.get(name)))
                .toList());
        Map<String, String> refused = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (replies.get(i) instanceof Reply.Failure failure) {
                refused.put(names.get(i), failure.error());
            }
        }
        return refused;
    }

    /** Makes the engine a replica of the given master; returns as soon as it has agreed to. */
    public void replicaOf(EngineAddress master) {
        raw(dialect.replicaOfCommand(), master.host(), Integer.toString(master.port()));
    }

    /** Makes the engine a master. Its own replicas are disconnected for a moment and come back by themselves. */
    public void promote() {
        raw(dialect.replicaOfCommand(), "NO", "ONE");
    }

    /**
     * Holds writes for that long, lets reads through. When the time is over the held writes are executed.
     *
     * @throws EngineException.Refused before 6.2, where a pause would hold everything
     */
    public void clientPauseWrites(Duration time) {
        if (!dialect.pausesWritesOnly()) {
            throw new EngineException.Refused(
                    address, "CLIENT PAUSE", identity + " can't pause writes only; that is possible from 6.2");
        }
        raw("CLIENT", "PAUSE", Long.toString(time.toMillis()), "WRITE");
    }

    /** Ends a pause; held writes are executed. */
    public void clientUnpause() {
        raw("CLIENT", "UNPAUSE");
    }

    /** @return keys of the selected database, those that are logically expired among them */
    public long dbSize() {
        return raw("DBSIZE").number();
    }

    /** @return how many scripts the engine has in its cache */
    public long scriptsCached() {
        return InfoText.number(info("memory"), "number_of_cached_scripts", 0);
    }

    /** @return the digest by which EVALSHA finds the script */
    public String scriptLoad(String script) {
        return raw("SCRIPT", "LOAD", script).text();
    }

    /** @return digest to whether the engine has that script in its cache */
    public Map<String, Boolean> scriptExists(List<String> digests) {
        if (digests.isEmpty()) {
            return Map.of();
        }
        List<String> words = new ArrayList<>(List.of("SCRIPT", "EXISTS"));
        words.addAll(digests);
        List<Reply> answers = raw(words.toArray(String[]::new)).list();
        Map<String, Boolean> exists = new LinkedHashMap<>();
        for (int i = 0; i < digests.size(); i++) {
            exists.put(digests.get(i), answers.get(i).number() == 1);
        }
        return exists;
    }

    /** As {@link #scriptLoad(String)}; a script need not be text. */
    public String scriptLoad(byte[] script) {
        return checked("SCRIPT LOAD", connection.scriptLoad(script, timeout)).text();
    }

    /**
     * @return names of all users
     * @throws EngineException.Refused before 6.0
     */
    public List<String> aclUserNames() {
        return raw("ACL", "USERS").list().stream().map(Reply::text).toList();
    }

    /**
     * Asks for users one by one, a few at a time: {@code ACL LIST} takes 0.4 ms for each user, and all that time the engine
     * serves nobody else.
     *
     * @return all users with their rules
     * @throws EngineException.Refused before 6.0
     */
    public List<AclUser> aclUsers() {
        List<String> names = aclUserNames();
        List<AclUser> users = new ArrayList<>();
        for (int from = 0; from < names.size(); from += USERS_AT_ONCE) {
            List<String> some = names.subList(from, Math.min(from + USERS_AT_ONCE, names.size()));
            List<Reply> replies = pipeline(some.stream()
                    .map(name -> Command.of("ACL", "GETUSER", name))
                    .toList());
            for (int i = 0; i < some.size(); i++) {
                AclUser.of(some.get(i), checked("ACL GETUSER", replies.get(i))).ifPresent(users::add);
            }
        }
        return List.copyOf(users);
    }

    /** @return the user with that name, if there is one */
    public Optional<AclUser> aclUser(String name) {
        return AclUser.of(name, raw("ACL", "GETUSER", name));
    }

    /** @return every command and the categories that it is in; the categories from 6.0 */
    public CommandTable commandTable() {
        return CommandTable.of(raw("COMMAND"));
    }

    /**
     * Writes down what can be changed at run time, users among it, so that it survives a restart.
     *
     * @throws EngineException.Refused if the engine was started without a file to write it to
     */
    public void persistConfiguration() {
        String aclFile = configGet("aclfile").getOrDefault("aclfile", "");
        if (!aclFile.isEmpty()) {
            raw("ACL", "SAVE");
        }
        raw("CONFIG", "REWRITE");
    }

    /**
     * Ends the engine.
     *
     * @param save whether it writes a snapshot first; then the call's timeout should allow for it
     * @throws EngineException.Refused if the engine stays, for instance because it can't save
     */
    public void shutdown(boolean save) {
        try {
            raw("SHUTDOWN", save ? "SAVE" : "NOSAVE");
        } catch (EngineException.Unreachable gone) {
            close(); // the answer to this command is that the connection ends
        }
    }

    /**
     * Sends any command.
     *
     * @throws EngineException.Refused if the engine answers an error
     */
    public Reply raw(String... words) {
        return raw(timeout, words);
    }

    /** As {@link #raw(String...)}, with a limit of its own. */
    public Reply raw(Duration limit, String... words) {
        Command command = Command.of(words);
        return checked(
                command.name(), connection.exchange(List.of(command), limit).get(0));
    }

    /**
     * Sends all commands without waiting in between: one round trip, and nothing of this client in between.
     *
     * @return their replies in order; a refused command gives a {@link Reply.Failure} and does not stop the others
     */
    public List<Reply> pipeline(List<Command> commands) {
        return commands.isEmpty() ? List.of() : connection.exchange(commands, timeout);
    }

    private Reply checked(String what, Reply reply) {
        if (reply instanceof Reply.Failure failure) {
            throw EngineErrors.of(address, what, failure.error());
        }
        return reply;
    }

    @Override
    public void close() {
        connection.close();
    }
}
