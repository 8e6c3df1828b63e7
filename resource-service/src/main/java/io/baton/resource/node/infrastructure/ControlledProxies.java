package io.baton.resource.node.infrastructure;

import io.baton.contracts.Endpoint;
import io.baton.proxy.control.ProxyAnswer.StatusReport;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.proxy.control.ProxyControlException;
import io.baton.proxy.control.ProxyPhase;
import io.baton.resource.node.application.Proxies;
import io.baton.resource.node.model.Node;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Over their control ports. */
@ApplicationScoped
public class ControlledProxies implements Proxies {
    private static final Logger LOG = Logger.getLogger(ControlledProxies.class);
    private static final long FIRST_EPOCH = 1;
    private static final Set<ProxyPhase> SWITCHING = Set.of(ProxyPhase.HOLDING, ProxyPhase.HELD, ProxyPhase.SWITCHED);

    private final ProxyControls controls;

    ControlledProxies(ProxyControls controls) {
        this.controls = controls;
    }

    @Override
    public Optional<Said> ask(Node proxy) {
        return told(proxy, control -> {
            StatusReport status = control.status();
            return new Said(
                    status.version(),
                    status.accepting(),
                    SWITCHING.contains(status.phase()),
                    new Endpoint(status.upstream().host(), status.upstream().port()));
        });
    }

    @Override
    public void retire(Node proxy) {
        told(proxy, control -> {
            StatusReport status = control.status();
            return status.retiring() ? status : control.retire(Math.max(FIRST_EPOCH, status.epoch()));
        });
    }

    private <T> Optional<T> told(Node proxy, Function<ProxyControlClient, T> what) {
        try (ProxyControlClient control = controls.connect(proxy)) {
            return Optional.of(what.apply(control));
        } catch (ProxyControlException silent) {
            LOG.debugf("no answer of proxy node=%s reason=\"%s\"", proxy.id(), silent.getMessage());
            return Optional.empty();
        }
    }
}
