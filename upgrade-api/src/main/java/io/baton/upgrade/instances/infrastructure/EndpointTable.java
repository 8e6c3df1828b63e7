package io.baton.upgrade.instances.infrastructure;

import io.baton.contracts.Endpoint;
import io.baton.saga.infrastructure.SagaChanged;
import io.baton.upgrade.PortRange;
import io.baton.upgrade.UpgradeSettings;
import io.baton.upgrade.instances.application.EndpointPorts;
import io.baton.upgrade.instances.model.InstancePhase;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.shared.model.Refusal;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The lowest port that no living instance has and that one could listen on right now. */
@ApplicationScoped
public class EndpointTable implements EndpointPorts, PanacheRepositoryBase<EndpointRow, Integer> {

    private final String host;
    private final PortRange ports;

    EndpointTable(UpgradeSettings settings) {
        this.host = settings.endpoints().host();
        this.ports = settings.endpoints().ports();
    }

    @Override
    public Endpoint reserve(String instanceId) {
        Set<Integer> taken = findAll().stream().map(row -> row.port).collect(Collectors.toCollection(HashSet::new));
        for (int port = ports.first(); port <= ports.last(); port++) {
            if (!taken.contains(port) && bindable(port) && insert(port, instanceId)) {
                return new Endpoint(host, port);
            }
        }
        throw new Refusal(
                        Refusal.Kind.UNAVAILABLE,
                        "NO_ENDPOINT_PORT",
                        "No port from " + ports.first() + " to " + ports.last()
                                + " is free for the endpoint of another instance.")
                .asException();
    }

    @Override
    public void release(String instanceId) {
        delete("instanceId", instanceId);
    }

    void deleted(@Observes SagaChanged change) {
        if (change.after() instanceof InstanceState instance && instance.phase() == InstancePhase.DELETED) {
            release(instance.instanceId());
        }
    }

    /** Waits for another transaction that is about to take the same port. */
    private boolean insert(int port, String instanceId) {
        return getEntityManager()
                        .createNativeQuery(
                                "insert into endpoint (port, instance_id) values (?1, ?2) on conflict do nothing")
                        .setParameter(1, port)
                        .setParameter(2, instanceId)
                        .executeUpdate()
                == 1;
    }

    private boolean bindable(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
