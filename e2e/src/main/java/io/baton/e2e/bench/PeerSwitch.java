package io.baton.e2e.bench;

import io.baton.e2e.workload.EngineInfo;
import io.baton.e2e.workload.Target;
import io.baton.local.UserError;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.commands.ProtocolCommand;

/** How a switch is made without Baton: by hand, as well as it can be, with HAProxy in front. */
enum PeerSwitch {
    FAILOVER("HAProxy and FAILOVER") {
        @Override
        void promote(Jedis oldMaster, Jedis newMaster, int newPort) {
            send(oldMaster, "FAILOVER", "TO", Peer.HOST, Integer.toString(newPort), "TIMEOUT", "5000");
            until(() -> field(newMaster, "role").equals("master"));
        }
    },
    SCRIPT("HAProxy and a pause-promote script") {
        @Override
        void promote(Jedis oldMaster, Jedis newMaster, int newPort) {
            send(oldMaster, "CLIENT", "PAUSE", "5000", "WRITE");
            long frozen = Long.parseLong(field(oldMaster, "master_repl_offset"));
            until(() -> Long.parseLong(field(newMaster, "slave_repl_offset")) >= frozen);
            send(newMaster, "REPLICAOF", "NO", "ONE");
        }
    };

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration SYNC_LIMIT = Duration.ofMinutes(10);

    private final String title;

    PeerSwitch(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract void promote(Jedis oldMaster, Jedis newMaster, int newPort);

    /** Returns when the new master has all that the old one had when it was first in sync. */
    static void replicate(Target oldMaster, Target newMaster) {
        try (Jedis replica = newMaster.connect();
                Jedis master = oldMaster.connect()) {
            send(replica, "REPLICAOF", oldMaster.host(), Integer.toString(oldMaster.port()));
            await().until(() -> field(replica, "master_link_status").equals("up"));
            long offset = Long.parseLong(field(master, "master_repl_offset"));
            await().until(() -> Long.parseLong(field(replica, "slave_repl_offset")) >= offset);
        }
    }

    /** Until an append-only file that is due or under way is whole. */
    static void awaitFile(Target engine) {
        try (Jedis asked = engine.connect()) {
            await().until(() -> Stream.of("aof_rewrite_in_progress", "aof_rewrite_scheduled")
                    .allMatch(pending ->
                            EngineInfo.field(asked, "persistence", pending).equals("0")));
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(SYNC_LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10));
    }

    /** Promotes, sends HAProxy's clients to the new master, and ends the connections that still lead to the old one. */
    void perform(Jedis oldMaster, Jedis newMaster, int newPort, Path haproxyAdmin) {
        promote(oldMaster, newMaster, newPort);
        admin(haproxyAdmin, "set server engines/master addr " + Peer.HOST + " port " + newPort);
        admin(haproxyAdmin, "shutdown sessions server engines/master");
    }

    private static void admin(Path socket, String command) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(4096);
            while (channel.read(answer) >= 0 && answer.hasRemaining()) {
                Thread.onSpinWait();
            }
        } catch (IOException failed) {
            throw new UserError("HAProxy does not answer: %s", failed.getMessage());
        }
    }

    private interface Condition {
        boolean holds();
    }

    /** Asks again at once, as the fastest script would. */
    private static void until(Condition condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new UserError("The engines did not switch within %d s.", LIMIT.toSeconds());
            }
        }
    }

    private static String field(Jedis engine, String name) {
        return EngineInfo.field(engine, "replication", name);
    }

    private static void send(Jedis engine, String name, String... arguments) {
        ProtocolCommand command = () -> name.getBytes(StandardCharsets.US_ASCII);
        engine.sendCommand(command, arguments);
    }
}
