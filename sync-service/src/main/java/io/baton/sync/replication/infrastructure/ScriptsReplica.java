package io.baton.sync.replication.infrastructure;

import com.moilioncircle.redis.replicator.Configuration;
import com.moilioncircle.redis.replicator.RedisSocketReplicator;
import com.moilioncircle.redis.replicator.event.Event;
import com.moilioncircle.redis.replicator.io.RedisInputStream;
import com.moilioncircle.redis.replicator.rdb.BaseRdbParser;
import com.moilioncircle.redis.replicator.rdb.skip.SkipRdbVisitor;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A replica that takes nothing of a snapshot but the scripts, byte for byte. */
final class ScriptsReplica extends RedisSocketReplicator {
    private static final String SCRIPT = "lua";
    /** More than any application's scripts; an engine that has more fails the reading, not this process. */
    private static final long MOST_BYTES = 64L << 20;

    private final List<byte[]> scripts = new ArrayList<>();
    private final AtomicBoolean hungUp = new AtomicBoolean();
    private long bytes;

    ScriptsReplica(String host, int port, Configuration configuration) {
        super(host, port, configuration);
        setRdbVisitor(new SkipRdbVisitor(this) {
            @Override
            public Event applyAux(RedisInputStream in, int version) throws IOException {
                BaseRdbParser parser = new BaseRdbParser(in);
                String name = new String(parser.rdbLoadEncodedStringObject().first(), StandardCharsets.UTF_8);
                byte[] value = parser.rdbLoadEncodedStringObject().first();
                if (name.equals(SCRIPT)) {
                    add(value);
                }
                return null;
            }
        });
    }

    private void add(byte[] script) throws IOException {
        bytes += script.length;
        if (bytes > MOST_BYTES) {
            throw new IOException("more than " + MOST_BYTES + " bytes of scripts");
        }
        scripts.add(script);
    }

    List<byte[]> scripts() {
        return List.copyOf(scripts);
    }

    @Override
    protected void connect() throws IOException {
        super.connect();
        cutIfHungUp();
    }

    /** Also while the reading waits for the master: the connection is cut under it, or as soon as there is one. */
    void hangUp() {
        hungUp.set(true);
        try {
            close();
            cutIfHungUp();
        } catch (IOException gone) {
            // what is closed needs no closing
        }
    }

    private void cutIfHungUp() throws IOException {
        synchronized (hungUp) {
            Socket connection = socket;
            if (hungUp.get() && connection != null) {
                connection.close();
            }
        }
    }
}
