package io.baton.switchover.application;

import io.baton.contracts.EngineNode;
import io.baton.engine.Secret;
import io.baton.engine.client.EngineAddress;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineClients;
import io.baton.engine.client.EngineException;
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

    /** The old master; where the fence has changed its password already, with that one. */
    EngineClient oldMaster(Switch upgrade) {
        EngineNode node = upgrade.grant().source().master();
        try {
            return connect(node, password(upgrade));
        } catch (EngineException.AuthenticationFailed fenced) {
            Optional<Secret> door = credentials.get(doorRef(upgrade));
            if (door.isEmpty()) {
                throw fenced;
            }
            return connect(node, door);
        }
    }

    EngineClient newMaster(Switch upgrade) {
        return connect(upgrade.grant().target().master(), password(upgrade));
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

    Optional<Secret> password(Switch upgrade) {
        return Optional.ofNullable(upgrade.grant().credentialRef()).flatMap(credentials::get);
    }

    /** The fence of an old master, with the password that shuts its door where it needs one. */
    Fence fence(Switch upgrade, EngineClient oldMaster) {
        if (!Fence.needsDoor(oldMaster.dialect())) {
            return new Fence(oldMaster.dialect(), settings.pause(), Optional.empty());
        }
        String ref = doorRef(upgrade);
        if (credentials.get(ref).isEmpty()) {
            credentials.put(ref, RandomPassword.next());
        }
        return new Fence(oldMaster.dialect(), settings.pause(), credentials.get(ref));
    }

    /** The door's password is of no use any more. */
    void forgetDoor(Switch upgrade) {
        credentials.delete(doorRef(upgrade));
    }

    private EngineClient connect(EngineNode node, Optional<Secret> password) {
        return engines.connect(EngineAddress.of(node.address()), password, settings.answerTimeout());
    }

    private static String doorRef(Switch upgrade) {
        return "upgrade/" + upgrade.sagaId() + "/fence";
    }
}
