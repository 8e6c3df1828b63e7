package io.baton.e2e.harness;

import io.baton.e2e.stack.FreePorts;
import io.baton.e2e.workload.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** One engine of this build, alone. */
public final class EngineProcess implements AutoCloseable {

    private final Process process;
    private final Target target;

    private EngineProcess(Process process, Target target) {
        this.process = process;
        this.target = target;
    }

    /** @param build such as {@code redis-7.0.15} */
    public static EngineProcess start(String build) throws IOException {
        Path server = Path.of(System.getProperty("baton.root"), "libs/engine/target/engines", build, "redis-server");
        int port = FreePorts.inARow(1);
        Process process = new ProcessBuilder(
                        server.toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--requirepass",
                        "secret")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        EngineProcess engine = new EngineProcess(process, new Target("127.0.0.1", port, "secret"));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(engine::answers);
        return engine;
    }

    private boolean answers() {
        try (Jedis jedis = target.connect()) {
            return "PONG".equals(jedis.ping());
        } catch (JedisConnectionException notYet) {
            return false;
        }
    }

    public Target target() {
        return target;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
