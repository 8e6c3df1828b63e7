package io.baton.resource.node.infrastructure.process;

import io.baton.contracts.Endpoint;
import io.baton.engine.Edition;
import io.baton.engine.EngineId;
import io.baton.engine.Secret;
import io.baton.engine.credential.CredentialStore;
import io.baton.engine.settings.Dialect;
import io.baton.resource.node.application.NodeFailure;
import io.baton.resource.node.infrastructure.ResourceSettings;
import io.baton.resource.node.model.EngineDefaults;
import io.baton.resource.node.model.Node;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts an engine as a daemon, in a session of its own, with a configuration file that has all it needs. */
@ApplicationScoped
public class EngineLaunch {
    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    private final EngineBuilds builds;
    private final CredentialStore credentials;
    private final ResourceSettings settings;

    EngineLaunch(EngineBuilds builds, CredentialStore credentials, ResourceSettings settings) {
        this.builds = builds;
        this.credentials = credentials;
        this.settings = settings;
    }

    /** Returns once the daemon has written its process id. */
    void launch(Node node, NodeFolder folder, Endpoint master) throws IOException, InterruptedException {
        Path binary = builds.binary(node.build());
        writeConfig(node, folder, master);
        Files.deleteIfExists(folder.pidFile());
        Process parent = new ProcessBuilder(binary.toString(), folder.config().toString())
                .directory(folder.data().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
                .start();
        boolean ended = parent.waitFor(START_LIMIT.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        if (!ended
                || parent.exitValue() != 0
                || !Patience.until(() -> folder.pid().isPresent(), START_LIMIT)) {
            parent.destroyForcibly();
            throw new NodeFailure("NODE_NOT_STARTED", "Node " + node.id() + " can't be started: " + folder.lastWords());
        }
    }

    /** The first time all of it; later only what Baton answers for, so that a user's CONFIG REWRITE stays. */
    private void writeConfig(Node node, NodeFolder folder, Endpoint master) throws IOException {
        ConfigFile file = folder.read(folder.config()).map(ConfigFile::parse).orElseGet(() -> new ConfigFile(List.of())
                .with(EngineDefaults.settings(node.memoryMb(), settings.appendfsync()))
                .with(node.settings()));
        folder.write(folder.config(), file.with(own(node, folder, master)).text());
    }

    private Map<String, String> own(Node node, NodeFolder folder, Endpoint master) {
        Dialect dialect = Dialect.of(
                EngineId.of(Edition.parse(node.build().edition()), node.build().version()));
        String password = node.credentialRef() == null
                ? null
                : credentials
                        .get(node.credentialRef())
                        .map(Secret::reveal)
                        .orElseThrow(() -> new NodeFailure(
                                "NO_CREDENTIAL", "There is no credential named " + node.credentialRef() + "."));
        Map<String, String> own = new LinkedHashMap<>();
        own.put("bind", node.address().host());
        own.put("port", Integer.toString(node.address().port()));
        own.put("protected-mode", "yes");
        own.put("daemonize", "yes");
        own.put("pidfile", folder.pidFile().toString());
        own.put("logfile", folder.log().toString());
        own.put("dir", folder.data().toString());
        own.put("dbfilename", "dump.rdb");
        own.put("appendfilename", "appendonly.aof");
        own.put("requirepass", password);
        own.put("masterauth", password);
        own.put("slaveof", null);
        own.put("replicaof", null);
        if (master != null) {
            own.put(dialect.setting("replicaof"), master.host() + " " + master.port());
        }
        return own;
    }
}
