package io.baton.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.baton.proxy.control.Address;
import io.baton.proxy.endpoint.ListeningSockets;
import io.baton.proxy.tls.TlsSettings;
import io.baton.proxy.tls.UpstreamTlsSettings;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the proxy is told by its configuration file, a JSON object with these fields.
 *
 * @param instanceId the instance that it serves
 * @param listenHost where clients connect; empty for all interfaces
 * @param listenPort where clients connect in plain text; 0 lets the system choose; null: only with TLS
 * @param controlHost where the switch gives its commands
 * @param controlPort where the switch gives its commands; 0 lets the system choose
 * @param controlTokenFile file with the token that a caller has to show
 * @param upstreamHost the master, unless the state file knows a later one
 * @param upstreamPort the master's port
 * @param stateFile where the route is kept over restarts
 * @param enginePasswordFile file with the password of the engine's default user, for the proxy's own connection that takes
 *     back blocking commands; null if there is no password
 * @param heldBytesPerConnection bytes of one client that wait in the proxy before it is read no further; null: 1 MiB
 * @param heldBytesInAll bytes of all clients, commands and replies, that may wait in the proxy; null: half of what the JVM
 *     may use outside of its heap
 * @param tls encryption towards the clients, or null
 * @param upstreamTls encryption towards the engines, or null
 * @param handoverSocket a Unix domain socket to be made, over which a newer proxy takes the endpoint over; null: none can
 * @param takeOverFrom the {@code handoverSocket} of the older proxy that this one is to replace: it accepts no clients before
 *     it is told to take over; null: it accepts at once
 * @param retireAfterSeconds for how long a replaced proxy serves the clients that it has; null: a day
 * @param sharedEndpoint whether other proxies of the instance listen at the same address; null: no
 */
public record ProxySettings(
        String instanceId,
        String listenHost,
        Integer listenPort,
        String controlHost,
        Integer controlPort,
        Path controlTokenFile,
        String upstreamHost,
        Integer upstreamPort,
        Path stateFile,
        Path enginePasswordFile,
        Long heldBytesPerConnection,
        Long heldBytesInAll,
        TlsSettings tls,
        UpstreamTlsSettings upstreamTls,
        Path handoverSocket,
        Path takeOverFrom,
        Long retireAfterSeconds,
        Boolean sharedEndpoint) {

    private static final long DEFAULT_HELD_BYTES = 1024 * 1024;
    private static final long LEAST_IN_ALL = 1024 * 1024;

    /** Of the path of a Unix domain socket, in bytes. */
    private static final int LONGEST_SOCKET = 107;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public ProxySettings {
        required(instanceId, "instanceId");
        listenHost = listenHost == null || listenHost.isBlank() ? "0.0.0.0" : listenHost;
        controlHost = controlHost == null || controlHost.isBlank() ? "127.0.0.1" : controlHost;
        if (listenPort != null || tls == null) {
            port(listenPort, "listenPort", 0);
        }
        port(controlPort, "controlPort", 0);
        required(controlTokenFile, "controlTokenFile");
        required(upstreamHost, "upstreamHost");
        port(upstreamPort, "upstreamPort", 1);
        required(stateFile, "stateFile");
        heldBytesPerConnection = heldBytesPerConnection == null ? DEFAULT_HELD_BYTES : heldBytesPerConnection;
        if (heldBytesPerConnection < 1024) {
            throw new BadSettingsException("heldBytesPerConnection must be at least 1024");
        }
        heldBytesInAll = heldBytesInAll == null ? PlatformDependent.maxDirectMemory() / 2 : heldBytesInAll;
        if (heldBytesInAll < LEAST_IN_ALL) {
            throw new BadSettingsException("heldBytesInAll must be at least " + LEAST_IN_ALL);
        }
        retireAfterSeconds = retireAfterSeconds == null ? TimeUnit.DAYS.toSeconds(1) : retireAfterSeconds;
        if (retireAfterSeconds < 0) {
            throw new BadSettingsException("retireAfterSeconds must not be negative");
        }
        sharedEndpoint = sharedEndpoint != null && sharedEndpoint;
        if (handoverSocket != null && handoverSocket.toString().getBytes(UTF_8).length > LONGEST_SOCKET) {
            throw new BadSettingsException("handoverSocket: the path is longer than " + LONGEST_SOCKET + " bytes");
        }
    }

    /**
     * Reads the configuration file.
     *
     * @throws BadSettingsException with one readable line
     */
    public static ProxySettings read(Path file) {
        try {
            return MAPPER.readValue(Files.readAllBytes(file), ProxySettings.class);
        } catch (JsonMappingException wrong) {
            throw wrong.getCause() instanceof BadSettingsException bad
                    ? new BadSettingsException(file + ": " + bad.getMessage())
                    : new BadSettingsException(file + ": " + wrong.getOriginalMessage());
        } catch (JacksonException notJson) {
            throw new BadSettingsException(file + " is not JSON: " + notJson.getOriginalMessage());
        } catch (NoSuchFileException missing) {
            throw new BadSettingsException("there is no file " + file);
        } catch (IOException unreadable) {
            throw new BadSettingsException("can't read " + file + ": " + unreadable.getMessage());
        }
    }

    /** The sockets that clients connect to. */
    Map<ListeningSockets.Kind, InetSocketAddress> listening() {
        Map<ListeningSockets.Kind, InetSocketAddress> sockets = new EnumMap<>(ListeningSockets.Kind.class);
        if (listenPort != null) {
            sockets.put(ListeningSockets.Kind.PLAIN, new InetSocketAddress(listenHost, listenPort));
        }
        if (tls != null) {
            sockets.put(ListeningSockets.Kind.TLS, new InetSocketAddress(listenHost, tls.port()));
        }
        return sockets;
    }

    Address upstream() {
        return new Address(upstreamHost, upstreamPort);
    }

    /** The secret that callers have to show. */
    String controlToken() {
        return secret(controlTokenFile, "controlTokenFile");
    }

    /** Null if the engine has no password. */
    String enginePassword() {
        return enginePasswordFile == null ? null : secret(enginePasswordFile, "enginePasswordFile");
    }

    private static String secret(Path file, String field) {
        String secret;
        try {
            secret = Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new BadSettingsException(field + ": can't read " + file);
        }
        if (secret.isEmpty()) {
            throw new BadSettingsException(field + ": " + file + " is empty");
        }
        return secret;
    }

    private static void required(Object value, String field) {
        if (value == null || value.toString().isBlank()) {
            throw new BadSettingsException("\"" + field + "\" is missing");
        }
    }

    private static void port(Integer port, String field, int least) {
        required(port, field);
        if (port < least || port > 65535) {
            throw new BadSettingsException("\"" + field + "\" must be " + least + " to 65535");
        }
    }
}
