package io.baton.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.baton.engine.Edition;
import io.baton.engine.EngineId;
import io.baton.engine.EngineLine;
import io.baton.testkit.RepositoryRoot;
import io.baton.testkit.RespSocket;
import io.baton.testkit.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the settings files against the real engines. It also makes them:
 * {@code mvn -pl libs/engine test -Dtest=SettingsFactsTest -Dbaton.settings.write=true}, then compile again.
 */
class SettingsFactsTest {

    /** The engine lowers it to what the shell that starts it may open. */
    private static final Set<String> FROM_ENVIRONMENT = Set.of("maxclients");

    @ParameterizedTest
    @ValueSource(strings = {"6.0.5", "6.2.7", "7.0.15"})
    void theFilesSayWhatUntouchedEnginesSay(String version) throws IOException {
        Assumptions.assumeTrue(
                Files.exists(RepositoryRoot.engines().resolve("redis-" + version + "/redis-server")),
                "no build of " + version + " for this platform");
        EngineId engine = EngineId.of(Edition.REDIS, version);
        EngineLine line = new EngineLine(engine.edition(), engine.line());
        SettingsFacts real = ask(version);

        if (Boolean.getBoolean("baton.settings.write")) {
            write(line, real);
            return;
        }

        assertThat(SettingsFacts.of(line)).hasValueSatisfying(facts -> {
            assertThat(facts.version()).isEqualTo(version);
            assertThat(facts.immutable()).containsExactlyInAnyOrderElementsOf(real.immutable());
            assertThat(without(facts.defaults())).containsExactlyInAnyOrderEntriesOf(without(real.defaults()));
        });
    }

    private static SettingsFacts ask(String version) throws IOException {
        try (TestEngine engine = TestEngine.startWithDefaults(version);
                RespSocket socket = engine.connect()) {
            Map<String, String> defaults = new TreeMap<>();
            List<?> pairs = (List<?>) socket.command("CONFIG", "GET", "*");
            for (int i = 0; i < pairs.size(); i += 2) {
                String name = (String) pairs.get(i);
                if (!SettingKinds.isNodeLocal(SettingNames.today(name))) {
                    defaults.put(name, (String) pairs.get(i + 1));
                }
            }
            Set<String> immutable = new TreeSet<>();
            for (Map.Entry<String, String> setting : defaults.entrySet()) {
                socket.send("CONFIG", "SET", setting.getKey(), setting.getValue());
                if (socket.read() instanceof RespSocket.ErrorReply) {
                    immutable.add(setting.getKey());
                }
            }
            return new SettingsFacts(version, defaults, immutable);
        }
    }

    private static Map<String, String> without(Map<String, String> defaults) {
        Map<String, String> rest = new LinkedHashMap<>(defaults);
        rest.keySet().removeAll(FROM_ENVIRONMENT);
        return rest;
    }

    private static void write(EngineLine line, SettingsFacts facts) throws IOException {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("version", facts.version());
        content.put("immutable", new TreeSet<>(facts.immutable()));
        content.put("defaults", new TreeMap<>(facts.defaults()));
        Path file = RepositoryRoot.find()
                .resolve("libs/engine/src/main/resources/io/baton/engine/settings")
                .resolve(SettingsFacts.fileName(line));
        String yaml = YAMLMapper.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .build()
                .writeValueAsString(content);
        Files.writeString(
                file,
                "# " + line + ", from a real engine that was started without options; made by SettingsFactsTest.\n"
                        + yaml);
    }
}
