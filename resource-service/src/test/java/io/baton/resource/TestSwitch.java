package io.baton.resource;

import io.baton.contracts.EngineNode;
import io.baton.contracts.ProxyNode;
import io.baton.engine.credential.CredentialStore;
import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyControlClient;
import java.time.Duration;

/** What switchover-service does, without its care. */
final class TestSwitch {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private TestSwitch() {}

    /** Promotes an engine and sends the clients of a proxy to it. */
    static void route(CredentialStore credentials, ProxyNode proxy, EngineNode master) {
        hold(credentials, proxy, master);
        try (ProxyControlClient control = control(credentials, proxy)) {
            TestInstance.command(master, "REPLICAOF", "NO", "ONE");
            control.switchTo(1, address(master));
            control.release(1);
        }
    }

    /** Lets a newer proxy take the endpoint over. */
    static void takeOver(CredentialStore credentials, ProxyNode newer) {
        try (ProxyControlClient control = control(credentials, newer)) {
            control.takeOver(1, null);
        }
    }

    static boolean accepting(CredentialStore credentials, ProxyNode proxy) {
        try (ProxyControlClient control = control(credentials, proxy)) {
            return control.status().accepting();
        }
    }

    /** Lets a proxy hold its clients, to send them there. */
    static void hold(CredentialStore credentials, ProxyNode proxy, EngineNode master) {
        try (ProxyControlClient control = control(credentials, proxy)) {
            control.prepare(1, address(master));
            control.hold(1, LIMIT);
        }
    }

    /** Lets a proxy go on as before. */
    static void release(CredentialStore credentials, ProxyNode proxy) {
        try (ProxyControlClient control = control(credentials, proxy)) {
            control.release(1);
        }
    }

    private static ProxyControlClient control(CredentialStore credentials, ProxyNode proxy) {
        String token = credentials.get(proxy.tokenRef()).orElseThrow().reveal();
        return ProxyControlClient.connect(
                proxy.control().host(), proxy.control().port(), token, LIMIT);
    }

    private static Address address(EngineNode engine) {
        return new Address(engine.address().host(), engine.address().port());
    }
}
