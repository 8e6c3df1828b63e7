package io.baton.switchover.application;

import io.baton.engine.Secret;
import io.baton.testkit.EngineBuilds.Build;
import io.baton.testkit.RespSocket;
import io.baton.testkit.TestEngine;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How one enters an engine: what Baton and the replicas say, and what a client that goes past the proxies says. */
enum Login {
    NO_PASSWORD(Optional.empty()),
    PASSWORD(Optional.of("secret")),
    /** A client of its own name; Baton comes as the user default, as always. */
    USERS(Optional.of("secret")) {
        @Override
        void prepare(TestEngine engine) {
            engine.command("ACL", "SETUSER", "app", "on", ">pw", "~*", "+@all");
            if (engine.build().since(6, 2)) {
                engine.command("ACL", "SETUSER", "app", "allchannels");
            }
            engine.command("ACL", "SETUSER", "retired", "off", ">pw", "~*", "+@all");
            engine.command("ACL", "SETUSER", "default", ">another");
        }

        @Override
        void greet(RespSocket client) throws IOException {
            client.command("AUTH", "app", "pw");
        }
    };

    private final Optional<String> password;

    Login(Optional<String> password) {
        this.password = password;
    }

    static List<Login> of(Build build) {
        return Arrays.stream(values())
                .filter(login -> login != USERS || build.since(6, 0))
                .toList();
    }

    Map<String, String> options() {
        return password.map(secret -> Map.of("requirepass", secret, "masterauth", secret))
                .orElse(Map.of());
    }

    Optional<Secret> secret() {
        return password.map(Secret::of);
    }

    void prepare(TestEngine engine) {}

    /** As a client that goes past the proxies. */
    void greet(RespSocket client) throws IOException {
        if (password.isPresent()) {
            client.command("AUTH", password.get());
        }
    }
}
