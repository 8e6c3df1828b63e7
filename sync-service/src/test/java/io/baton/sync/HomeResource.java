package io.baton.sync;

import io.baton.engine.Secret;
import io.baton.engine.credential.FileCredentialStore;
import io.baton.testkit.TestHome;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A BATON_HOME with one password in it, and less patience than in production. */
public final class HomeResource implements QuarkusTestResourceLifecycleManager {
    public static final String CREDENTIAL = "instance/i/password";
    public static final String PASSWORD = "only-for-tests";

    private TestHome home;

    @Override
    public Map<String, String> start() {
        home = TestHome.create();
        new FileCredentialStore(home.path().resolve("secrets")).put(CREDENTIAL, Secret.of(PASSWORD));
        return Map.of(
                "baton.home", home.path().toString(),
                "baton.sync.linkless", "PT6S",
                "baton.sync.lost", "PT20S",
                "quarkus.log.category.\"org.apache.kafka\".level", "WARN",
                "quarkus.log.category.\"kafka\".level", "WARN",
                "quarkus.log.category.\"state.change.logger\".level", "WARN");
    }

    @Override
    public void stop() {
        home.close();
    }
}
