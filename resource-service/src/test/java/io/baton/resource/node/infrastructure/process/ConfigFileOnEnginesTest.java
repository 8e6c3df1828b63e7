package io.baton.resource.node.infrastructure.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.engine.Edition;
import io.baton.engine.EngineLine;
import io.baton.engine.settings.SettingsFacts;
import io.baton.testkit.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What CONFIG GET prints can be written into a configuration file, and the engine reads it as the same. */
class ConfigFileOnEnginesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"6.0", "6.2", "7.0"})
    void everySettingOfALineComesThroughTheFile(String line) throws IOException {
        SettingsFacts facts =
                SettingsFacts.of(EngineLine.of(Edition.REDIS, line)).orElseThrow();
        Map<String, String> settings = new HashMap<>(facts.defaults());
        settings.put("notify-keyspace-events", "AKE");
        settings.put("client-output-buffer-limit", "normal 0 0 0 slave 300000000 64000000 60 pubsub 1000 500 30");
        // The test's own engine gets these on its command line.
        settings.keySet().removeAll(List.of("port", "bind", "dir", "save"));
        Path file = folder.resolve("settings.conf");
        Files.writeString(file, new ConfigFile(List.of()).with(settings).text());

        try (TestEngine engine = TestEngine.start(facts.version(), Map.of("include", file.toString()))) {
            Map<String, String> read = configuration(engine);
            settings.forEach((name, value) -> assertThat(read).as(name).hasEntrySatisfying(name, got -> assertThat(got)
                    .isEqualTo(value)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.0.5", "6.2.7", "7.0.15"})
    void usersThatAnEngineHasWrittenDownAreThereAfterTheNextStart(String version) throws IOException {
        Map<String, String> credentials = Map.of("requirepass", "of-the-instance");
        String users;
        Path file = folder.resolve("kept.conf");
        try (TestEngine engine = TestEngine.start(version, credentials)) {
            engine.command("ACL", "SETUSER", "alice", "on", ">a", "~app:*", "+@all", "-@dangerous");
            engine.command("ACL", "SETUSER", "default", "-flushall");
            users = users(engine);
            engine.command("CONFIG", "REWRITE");
            Map<String, String> own = new HashMap<>(credentials);
            // The test's own engine gets these by itself.
            List.of("port", "bind", "dir", "save").forEach(name -> own.put(name, null));
            Files.writeString(
                    file,
                    ConfigFile.parse(Files.readString(engine.dir().resolve("engine.conf")))
                            .with(own)
                            .text());
        }
        Map<String, String> again = new HashMap<>(credentials);
        again.put("include", file.toString());
        try (TestEngine engine = TestEngine.start(version, again)) {
            assertThat(users(engine)).isEqualTo(users);
        }
    }

    /** The flag is the default spelled out, which a start does for the user default. */
    private static String users(TestEngine engine) {
        return engine.command("ACL", "LIST").toString().replace(" sanitize-payload", "");
    }

    private static Map<String, String> configuration(TestEngine engine) {
        List<?> pairs = (List<?>) engine.command("CONFIG", "GET", "*");
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            settings.put(pairs.get(i).toString(), pairs.get(i + 1).toString());
        }
        return settings;
    }
}
