package io.baton.resource.provisioning.application;

import io.baton.engine.credential.CredentialStore;
import io.baton.resource.node.application.Nodes;
import io.baton.resource.node.application.RemovingNodes;
import io.baton.resource.node.application.Work;
import io.baton.resource.node.model.Credentials;
import io.baton.resource.provisioning.model.ProvisioningPhase;
import io.baton.resource.provisioning.model.ProvisioningSignal.NodesCleared;
import io.baton.resource.provisioning.model.ProvisioningState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Removes everything that an instance has: after it could not be provisioned, and when its user removes it. */
@ApplicationScoped
public class ClearingInstance {
    private final Nodes nodes;
    private final RemovingNodes removing;
    private final CredentialStore credentials;

    ClearingInstance(Nodes nodes, RemovingNodes removing, CredentialStore credentials) {
        this.nodes = nodes;
        this.removing = removing;
        this.credentials = credentials;
    }

    public NodesCleared clear(ProvisioningState state, Work work) {
        removing.remove(nodes.ofInstance(state.instanceId()), Optional.empty(), work);
        credentials.delete(Credentials.proxyToken(state.instanceId()));
        // After a failure the user may still look at the instance; its password goes when the instance does.
        if (state.phase() == ProvisioningPhase.REMOVING
                && state.spec() != null
                && state.spec().credentialRef() != null) {
            credentials.delete(state.spec().credentialRef());
        }
        return new NodesCleared();
    }
}
