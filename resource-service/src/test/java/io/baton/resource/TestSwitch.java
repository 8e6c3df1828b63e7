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
        String token = credentials.get(proxy.tokenRef()).orElseThrow().reveal();
        Address target = new Address(master.address().host(), master.address().port());
        try (ProxyControlClient control = ProxyControlClient.connect(
                proxy.control().host(), proxy.control().port(), token, LIMIT)) {
            control.prepare(1, target);
            control.hold(1, LIMIT);
            TestInstance.command(master, "REPLICAOF", "NO", "ONE");
            control.switchTo(1, target);
            control.release(1);
        }
    }
}
