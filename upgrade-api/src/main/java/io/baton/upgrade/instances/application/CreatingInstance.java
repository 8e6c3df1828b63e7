package io.baton.upgrade.instances.application;

import static io.baton.upgrade.instances.model.InstanceSaga.INSTANCE;

import io.baton.contracts.EngineBuild;
import io.baton.contracts.NodeSpec;
import io.baton.engine.catalogue.Build;
import io.baton.engine.catalogue.EngineCatalogue;
import io.baton.engine.catalogue.Verdict;
import io.baton.saga.infrastructure.SagaExecutor;
import io.baton.upgrade.UpgradeSettings;
import io.baton.upgrade.instances.model.InstanceSignals.InstanceSubmitted;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.shared.model.Ids;
import io.baton.upgrade.shared.model.Refusal;
import io.baton.upgrade.window.model.MaintenanceWindow;
import io.baton.upgrade.window.model.SpreadWindows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Creates an instance: checks the wish, reserves an endpoint, and queues for its nodes. */
@ApplicationScoped
public class CreatingInstance {

    private static final String STANDARD = "STANDARD";

    private final EngineCatalogue catalogue;
    private final EndpointPorts endpoints;
    private final InstancePasswords passwords;
    private final Instances instances;
    private final SagaExecutor sagas;
    private final UpgradeSettings settings;

    CreatingInstance(
            EngineCatalogue catalogue,
            EndpointPorts endpoints,
            InstancePasswords passwords,
            Instances instances,
            SagaExecutor sagas,
            UpgradeSettings settings) {
        this.catalogue = catalogue;
        this.endpoints = endpoints;
        this.passwords = passwords;
        this.instances = instances;
        this.sagas = sagas;
        this.settings = settings;
    }

    /** @throws io.baton.upgrade.shared.model.RefusedException if it can't be had; nothing has changed then */
    @Transactional
    public InstanceState create(NewInstance wish) {
        if (wish.architecture() != null && !wish.architecture().equals(STANDARD)) {
            throw new Refusal(
                            Refusal.Kind.NOT_ALLOWED,
                            "ARCHITECTURE_NOT_SUPPORTED",
                            "The architecture '" + wish.architecture() + "' is not supported; the only one is "
                                    + STANDARD + ": a proxy, one master, replicas.")
                    .asException();
        }
        EngineBuild build = build(wish);
        String id = Ids.instance();
        String credentialRef =
                wish.password().map(password -> passwords.keep(id, password)).orElse(null);
        InstanceSubmitted submitted = new InstanceSubmitted(
                wish.name(),
                build,
                new NodeSpec(wish.memoryMb(), wish.replicas(), credentialRef, wish.proxies()),
                endpoints.reserve(id),
                defaultWindow(id),
                settings.provisioning());
        sagas.signal(INSTANCE, id, id, submitted);
        return instances.get(id);
    }

    private EngineBuild build(NewInstance wish) {
        Verdict verdict = catalogue.current().resolve(wish.edition(), wish.version());
        if (verdict instanceof Verdict.Refused refused) {
            throw new Refusal(Refusal.Kind.NOT_ALLOWED, refused.code().name(), refused.message()).asException();
        }
        Build build = verdict.allowedBuild().orElseThrow();
        return new EngineBuild(build.id().edition().name(), build.version().toString());
    }

    private MaintenanceWindow defaultWindow(String id) {
        UpgradeSettings.DefaultWindow window = settings.defaultWindow();
        MaintenanceWindow first = MaintenanceWindow.daily(window.start(), window.end(), window.zone());
        return SpreadWindows.of(first, window.spread(), id);
    }
}
