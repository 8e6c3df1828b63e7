package io.baton.resource.provisioning.application;

import io.baton.contracts.ProxyNode;
import io.baton.contracts.Topology;
import io.baton.engine.Secret;
import io.baton.engine.credential.CredentialStore;
import io.baton.resource.node.application.NodeFailure;
import io.baton.resource.node.application.Nodes;
import io.baton.resource.node.application.ProvingData;
import io.baton.resource.node.application.StartingNodes;
import io.baton.resource.node.application.Work;
import io.baton.resource.node.model.Credentials;
import io.baton.resource.node.model.Node;
import io.baton.resource.node.model.NodePlan;
import io.baton.resource.node.model.NodeRole;
import io.baton.resource.node.model.Topologies;
import io.baton.resource.provisioning.model.ProvisioningSignal;
import io.baton.resource.provisioning.model.ProvisioningSignal.InstanceReady;
import io.baton.resource.provisioning.model.ProvisioningSignal.ProvisioningGaveUp;
import io.baton.resource.provisioning.model.ProvisioningState;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jboss.logging.Logger;

/** Starts the first nodes of an instance: master, replicas, and the proxies that its clients connect to. */
@ApplicationScoped
public class ProvisioningInstance {
    private static final Logger LOG = Logger.getLogger(ProvisioningInstance.class);
    private static final int TOKEN_BYTES = 24;

    private final Nodes nodes;
    private final StartingNodes starting;
    private final ProvingData data;
    private final CredentialStore credentials;

    ProvisioningInstance(Nodes nodes, StartingNodes starting, ProvingData data, CredentialStore credentials) {
        this.nodes = nodes;
        this.starting = starting;
        this.data = data;
        this.credentials = credentials;
    }

    public ProvisioningSignal provision(ProvisioningState state, Work work) throws InterruptedException {
        try {
            return new InstanceReady(bringUp(state, work));
        } catch (NodeFailure failed) {
            LOG.warnf(
                    failed.getCause(),
                    "instance not provisioned instance=%s code=%s reason=\"%s\"",
                    state.instanceId(),
                    failed.reason().code(),
                    failed.getMessage());
            return new ProvisioningGaveUp(failed.reason());
        }
    }

    private Topology bringUp(ProvisioningState state, Work work) throws InterruptedException {
        requireCredential(state);
        work.proceed();
        makeProxyToken(state.instanceId());
        List<Node> planned = nodes.plan(
                state.instanceId(), null, NodePlan.ofInstance(state.build(), state.spec(), state.endpoint()));
        for (Node node : planned) {
            work.proceed();
            starting.start(node);
        }
        Node master = Topologies.having(planned, NodeRole.MASTER).get(0);
        starting.awaitEngine(master, work);
        for (Node replica : Topologies.having(planned, NodeRole.REPLICA)) {
            starting.awaitEngine(replica, work);
            starting.awaitLink(replica, work);
        }
        List<ProxyNode> proxies = new ArrayList<>();
        for (Node proxy : Topologies.having(planned, NodeRole.PROXY)) {
            starting.awaitEndpoint(proxy, master, work);
            proxies.add(proxy.asProxy(starting.awaitProxy(proxy, work).release()));
        }
        data.prove(master);
        return Topologies.of(planned, proxies);
    }

    private void requireCredential(ProvisioningState state) {
        String reference = state.spec().credentialRef();
        if (reference != null && credentials.get(reference).isEmpty()) {
            throw new NodeFailure("NO_CREDENTIAL", "There is no credential named " + reference + ".");
        }
    }

    private void makeProxyToken(String instanceId) {
        String reference = Credentials.proxyToken(instanceId);
        if (credentials.get(reference).isEmpty()) {
            byte[] random = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(random);
            credentials.put(
                    reference, Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(random)));
        }
    }
}
