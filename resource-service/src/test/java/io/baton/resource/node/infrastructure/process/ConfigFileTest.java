package io.baton.resource.node.infrastructure.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigFileTest {

    private static final ConfigFile EMPTY = new ConfigFile(List.of());

    @Test
    void splitsWhatConfigGetPrintsInOneLine() {
        assertThat(EMPTY.with(Map.of("save", "3600 1 300 100")).lines()).containsExactly("save 3600 1", "save 300 100");
        assertThat(EMPTY.with(Map.of("client-output-buffer-limit", "normal 0 0 0 slave 256 64 60"))
                        .lines())
                .containsExactly(
                        "client-output-buffer-limit normal 0 0 0", "client-output-buffer-limit slave 256 64 60");
        assertThat(EMPTY.with(Map.of("save", "")).lines()).containsExactly("save \"\"");
    }

    @Test
    void quotesAPasswordOfAnyCharacters() {
        assertThat(EMPTY.with(Map.of("requirepass", "a \"b\" \\ c\n#")).lines())
                .containsExactly("requirepass \"a \\\"b\\\" \\\\ c\\n#\"");
    }

    @Test
    void replacesWhatIsNamedAndKeepsTheRest() {
        ConfigFile file = ConfigFile.parse("# made by CONFIG REWRITE\nPort 1\nhz 20\nslaveof 127.0.0.1 7\n");
        Map<String, String> own = new LinkedHashMap<>();
        own.put("port", "2");
        own.put("replicaof", null);

        assertThat(file.with(own).lines()).containsExactly("# made by CONFIG REWRITE", "hz 20", "port \"2\"");
    }

    @Test
    void findsTheLastValue() {
        ConfigFile file = ConfigFile.parse("appendonly yes\nappendonly no\n");

        assertThat(file.value("appendonly")).contains("no");
        assertThat(file.value("save")).isEmpty();
    }
}
