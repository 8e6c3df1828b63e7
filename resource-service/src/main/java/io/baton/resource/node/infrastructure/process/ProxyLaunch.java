package io.baton.resource.node.infrastructure.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.contracts.Endpoint;
import io.baton.engine.Secret;
import io.baton.engine.credential.CredentialStore;
import io.baton.resource.node.application.NodeFailure;
import io.baton.resource.node.infrastructure.ResourceSettings;
import io.baton.resource.node.model.Credentials;
import io.baton.resource.node.model.Node;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** Starts a proxy, in a session of its own where there is {@code setsid}. */
@ApplicationScoped
public class ProxyLaunch {
    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    /** Writes its process id before it becomes the proxy: there is no moment at which it runs and nobody knows it. */
    private static final String WRITE_PID_AND_BECOME = "echo $$ > \"$0\" && exec \"$@\"";

    /** In the proxy's own folder, where it runs: the path of such a socket may only be short (unix(7)). */
    private static final String HANDOVER_SOCKET = "handover";

    private final CredentialStore credentials;
    private final ResourceSettings settings;
    private final ObjectMapper mapper;

    ProxyLaunch(CredentialStore credentials, ResourceSettings settings, ObjectMapper mapper) {
        this.credentials = credentials;
        this.settings = settings;
        this.mapper = mapper;
    }

    /** Returns once the process has written its id. */
    void launch(Node node, NodeFolder folder, Endpoint master) throws IOException {
        if (!Files.isRegularFile(settings.proxyJar())) {
            throw new NodeFailure("NO_PROXY", "There is no proxy at " + settings.proxyJar() + ".");
        }
        writeConfig(node, folder, master);
        Files.deleteIfExists(folder.pidFile());
        new ProcessBuilder(command(folder))
                .directory(folder.path().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
                .start();
        if (!Patience.until(() -> folder.pid().isPresent(), START_LIMIT)) {
            throw new NodeFailure("NODE_NOT_STARTED", "Node " + node.id() + " can't be started: " + folder.lastWords());
        }
    }

    /** As the jar's manifest says. */
    String release() {
        try (JarFile jar = new JarFile(settings.proxyJar().toFile())) {
            return jar.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        } catch (IOException unreadable) {
            throw new NodeFailure("NO_PROXY", "The proxy at " + settings.proxyJar() + " can't be read.", unreadable);
        }
    }

    private List<String> command(NodeFolder folder) {
        List<String> command = new ArrayList<>();
        find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(
                List.of("/bin/sh", "-c", WRITE_PID_AND_BECOME, folder.pidFile().toString()));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(settings.proxyJavaOptions());
        command.addAll(List.of(
                "-jar",
                settings.proxyJar().toAbsolutePath().toString(),
                "--config",
                folder.proxyConfig().toString()));
        return command;
    }

    private void writeConfig(Node node, NodeFolder folder, Endpoint master) throws IOException {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("instanceId", node.instanceId());
        config.put("listenHost", node.address().host());
        config.putAll(EndpointTls.listening(
                EndpointTls.of(settings.tlsCertificate(), settings.tlsKey(), settings.tlsClientCa()),
                node.address().port()));
        config.put("controlHost", node.control().host());
        config.put("controlPort", node.control().port());
        config.put("controlTokenFile", copy(Credentials.proxyToken(node.instanceId()), folder, "control-token"));
        config.put("upstreamHost", master.host());
        config.put("upstreamPort", master.port());
        config.put("stateFile", folder.data().resolve("route.json").toString());
        config.put("handoverSocket", HANDOVER_SOCKET);
        if (node.replaces() != null) {
            config.put(
                    "takeOverFrom",
                    Path.of("..")
                            .resolve(node.replaces())
                            .resolve(HANDOVER_SOCKET)
                            .toString());
        }
        config.put("retireAfterSeconds", settings.proxyRetireAfter().toSeconds());
        config.put("sharedEndpoint", node.sharesEndpoint());
        if (node.credentialRef() != null) {
            config.put("enginePasswordFile", copy(node.credentialRef(), folder, "engine-password"));
        }
        folder.write(folder.proxyConfig(), mapper.writeValueAsString(config));
    }

    /** The proxy reads files, wherever the secrets are kept. */
    private String copy(String reference, NodeFolder folder, String name) throws IOException {
        String secret = credentials
                .get(reference)
                .map(Secret::reveal)
                .orElseThrow(() -> new NodeFailure("NO_CREDENTIAL", "There is no credential named " + reference + "."));
        Path file = folder.path().resolve(name);
        folder.write(file, secret);
        return file.toString();
    }

    private static Optional<Path> find(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
