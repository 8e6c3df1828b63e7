package io.baton.resource.node.infrastructure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of resource-service. */
@ConfigMapping(prefix = "baton.resource")
public interface ResourceSettings {

    /** Where nodes and secrets live: {@code nodes/<nodeId>/} and {@code secrets/} in it. */
    Path home();

    /** Folders with engine builds, separated as in the system's path. */
    Optional<String> engines();

    /** The proxy's jar. */
    Path proxyJar();

    /** Options of the proxies' JVMs. */
    @WithDefault("-Xms32m,-Xmx128m,-XX:MaxDirectMemorySize=512m,-XX:+UseSerialGC,-XX:+ExitOnOutOfMemoryError")
    List<String> proxyJavaOptions();

    /** For how long a replaced proxy serves the clients that it has. */
    @WithDefault("PT24H")
    Duration proxyRetireAfter();

    /** Certificate with which proxies offer their endpoints, a PEM file; then they speak TLS only. */
    Optional<String> tlsCertificate();

    /** Its private key, a PEM file. */
    Optional<String> tlsKey();

    /** Authorities of which clients have to show a certificate, a PEM file. */
    Optional<String> tlsClientCa();

    /** Where nodes listen. */
    @WithDefault("127.0.0.1")
    String nodeHost();

    /** Ports of engines and of proxies' control, as {@code first-last}. */
    @WithDefault("22000-23999")
    PortRange nodePorts();

    /** How often an engine's append-only file reaches the disk: always, everysec or no. */
    @WithDefault("everysec")
    String appendfsync();

    /** How long an instance may take to come up. */
    @WithDefault("PT2M")
    Duration provisioningDeadline();

    /** How long the new nodes of an upgrade may take to come up. */
    @WithDefault("PT10M")
    Duration allocationDeadline();

    /** Longest wait for one answer of an engine. */
    @WithDefault("PT2S")
    Duration engineTimeout();
}
