package io.baton.engine.client;

import io.baton.engine.Secret;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One connection of the Vert.x Redis client, used from blocking code. It never connects again by itself: a lost connection
 * is the caller's news, since a different node may listen there now.
 *
 * <p>Everything runs on an event loop of its own choice, not on the caller's context: a caller on a worker context that
 * waits for a reply would otherwise hold up the very context that the reply is delivered on.
 */
final class EngineConnection implements AutoCloseable {

    private static final int NO_CLEANER = -1;

    /** How the Redis client names the loss of a connection, in the shape of an engine's error. */
    private static final String LOST = "CONNECTION_CLOSED";

    private final EngineAddress address;
    private final Context context;
    private final Redis client;
    private volatile RedisConnection connection;
    private volatile boolean closed;

    private EngineConnection(EngineAddress address, Context context, Redis client) {
        this.address = address;
        this.context = context;
        this.client = client;
    }

    /**
     * Connects. The client greets with HELLO 2 and falls back to PING and AUTH where there is no HELLO: unlike PING, HELLO
     * is answered by a replica that is loading its data, and its progress is what one wants to see.
     */
    static EngineConnection open(Vertx vertx, EngineAddress address, Optional<Secret> password, Duration limit) {
        refuseEventLoop();
        RedisOptions options = new RedisOptions()
                .setConnectionString("redis://" + address)
                .setPreferredProtocolVersion(ProtocolVersion.RESP2)
                .setMaxPoolSize(1)
                .setPoolCleanerInterval(NO_CLEANER)
                .setPoolRecycleTimeout(NO_CLEANER)
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setNetClientOptions(new NetClientOptions()
                        .setTcpNoDelay(true)
                        .setReconnectAttempts(0)
                        .setConnectTimeout((int) limit.toMillis()));
        password.ifPresent(secret -> options.setPassword(secret.reveal()));

        Context context = ((VertxInternal) vertx).createEventLoopContext();
        EngineConnection opened = new EngineConnection(address, context, Redis.createClient(vertx, options));
        try {
            opened.connection = opened.await(limit, "the greeting", opened.client::connect);
            // the client reports a reset to the first only, an orderly end to the second only
            opened.connection.exceptionHandler(reset -> opened.closed = true);
            opened.connection.endHandler(end -> opened.closed = true);
            return opened;
        } catch (EngineException failed) {
            opened.close();
            throw failed;
        }
    }

    boolean isOpen() {
        return !closed;
    }

    /** Sends the commands without waiting in between and gives their replies in order, errors among them. */
    List<Reply> exchange(List<Command> commands, Duration limit) {
        refuseEventLoop();
        String what = commands.size() == 1 ? commands.get(0).name() : commands.toString();
        if (closed) {
            throw new EngineException.Unreachable(address, "the connection is closed, " + what + " was not sent", null);
        }
        try {
            return await(limit, what, () -> sendAll(commands));
        } catch (EngineException.TimedOut unanswered) {
            close();
            throw unanswered;
        }
    }

    /** A script as the bytes that it is: its digest is theirs. */
    Reply scriptLoad(byte[] script, Duration limit) {
        refuseEventLoop();
        Request load = Request.cmd(io.vertx.redis.client.Command.create("SCRIPT"))
                .arg("LOAD")
                .arg(Buffer.buffer(script));
        try {
            return await(
                    limit,
                    "SCRIPT LOAD",
                    () -> connection.send(load).map(Replies::of).recover(this::errorAsReply));
        } catch (EngineException.TimedOut unanswered) {
            close();
            throw unanswered;
        }
    }

    /** Runs on the event loop, so that nothing else is sent in between. */
    private Future<List<Reply>> sendAll(List<Command> commands) {
        List<Future<Reply>> replies = new ArrayList<>(commands.size());
        for (Command command : commands) {
            replies.add(connection.send(request(command)).map(Replies::of).recover(this::errorAsReply));
        }
        return Future.all(replies).map(all -> all.list());
    }

    private Future<Reply> errorAsReply(Throwable failure) {
        return Replies.isErrorReply(failure) && !LOST.equals(failure.getMessage())
                ? Future.succeededFuture(Replies.of((Response) failure))
                : Future.failedFuture(failure);
    }

    private static Request request(Command command) {
        Request request = Request.cmd(io.vertx.redis.client.Command.create(command.name()));
        command.arguments().forEach(request::arg);
        return request;
    }

    private interface Step<T> {
        Future<T> start();
    }

    private <T> T await(Duration limit, String what, Step<T> step) {
        CompletableFuture<T> result = new CompletableFuture<>();
        context.runOnContext(loop -> step.start().onComplete(result::complete, result::completeExceptionally));
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new EngineException.TimedOut(address, what, limit.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unreachable(address, "interrupted while waiting for " + what, interrupted);
        } catch (ExecutionException failed) {
            throw translate(what, failed.getCause());
        }
    }

    private EngineException translate(String what, Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        if (Replies.isErrorReply(cause) && !LOST.equals(text)) {
            return EngineErrors.of(address, what, text);
        }
        return new EngineException.Unreachable(address, text + " (at " + what + ")", cause);
    }

    /** Waiting on an event loop would wait for itself. */
    private static void refuseEventLoop() {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException(
                    "the engine client blocks: call it from a worker thread, not from the event loop");
        }
    }

    @Override
    public void close() {
        closed = true;
        client.close();
    }
}
