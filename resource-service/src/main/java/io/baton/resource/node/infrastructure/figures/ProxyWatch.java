package io.baton.resource.node.infrastructure.figures;

import io.baton.proxy.control.ProxyAnswer.StatusReport;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.proxy.control.ProxyControlException;
import io.baton.resource.node.model.Node;
import java.util.Optional;
import java.util.function.Supplier;

/** What one proxy said last, and the connection over which it is asked, which stays open. */
final class ProxyWatch implements AutoCloseable {
    private final Node proxy;
    private final Supplier<ProxyControlClient> connect;
    private ProxyControlClient control;
    private volatile StatusReport latest;

    ProxyWatch(Node proxy, Supplier<ProxyControlClient> connect) {
        this.proxy = proxy;
        this.connect = connect;
    }

    String proxyId() {
        return proxy.id();
    }

    ProxyCollector.Said said() {
        return new ProxyCollector.Said(proxy.instanceId(), proxy.id(), Optional.ofNullable(latest));
    }

    /** Asks once; a second time where the connection has ended since the last, as a restarted proxy is there at once. */
    synchronized void ask() {
        boolean fresh = control == null;
        latest = answer();
        if (latest == null && !fresh) {
            latest = answer();
        }
    }

    private StatusReport answer() {
        try {
            if (control == null) {
                control = connect.get();
            }
            return control.status();
        } catch (ProxyControlException silent) {
            close();
            return null;
        }
    }

    @Override
    public synchronized void close() {
        if (control != null) {
            control.close();
            control = null;
        }
    }
}
