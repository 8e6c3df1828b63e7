package io.baton.switchover.application;

import io.baton.contracts.EngineNode;
import io.baton.engine.Secret;
import io.baton.engine.client.EngineAddress;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineClients;
import io.baton.engine.client.RawConnection;
import io.baton.engine.credential.CredentialStore;
import io.baton.switchover.model.Switch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Opens connections to those who take part in a switch. */
@ApplicationScoped
class Parties {
    private final EngineClients engines;
    private final CredentialStore credentials;
    private final SwitchSettings settings;

    Parties(EngineClients engines, CredentialStore credentials, SwitchSettings settings) {
        this.engines = engines;
        this.credentials = credentials;
        this.settings = settings;
    }

    EngineClient oldMaster(Switch upgrade) {
        return connect(upgrade, upgrade.grant().source().master());
    }

    EngineClient newMaster(Switch upgrade) {
        return connect(upgrade, upgrade.grant().target().master());
    }

    RawConnection newMasterRaw(Switch upgrade) {
        return RawConnection.open(
                EngineAddress.of(upgrade.grant().target().master().address()),
                password(upgrade),
                settings.answerTimeout());
    }

    ProxyFleet proxies(Switch upgrade) {
        return ProxyFleet.connect(
                upgrade.instanceId(),
                upgrade.grant().source().proxies(),
                upgrade.grant().target().proxies(),
                credentials,
                settings.answerTimeout());
    }

    Fence fence(EngineClient oldMaster) {
        return new Fence(oldMaster.dialect(), settings.pause());
    }

    private EngineClient connect(Switch upgrade, EngineNode node) {
        return engines.connect(EngineAddress.of(node.address()), password(upgrade), settings.answerTimeout());
    }

    private Optional<Secret> password(Switch upgrade) {
        return Optional.ofNullable(upgrade.grant().credentialRef()).flatMap(credentials::get);
    }
}
