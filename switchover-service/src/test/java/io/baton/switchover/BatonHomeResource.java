package io.baton.switchover;

import io.baton.testkit.TestHome;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A state folder of the test's own. */
public final class BatonHomeResource implements QuarkusTestResourceLifecycleManager {
    private TestHome home;

    @Override
    public Map<String, String> start() {
        home = TestHome.create();
        return Map.of("baton.home", home.path().toString());
    }

    @Override
    public void stop() {
        home.close();
    }
}
