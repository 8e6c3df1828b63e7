package io.baton.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.console.Console;
import io.baton.console.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudKeyTest {

    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void prepare() {
        home = new Home(folder);
        home.prepare();
    }

    @Test
    void isMadeAndShownAtTheFirstStartOnly() throws Exception {
        String first = told(key(List.of(), Map.of()));
        String stored = Files.readString(CloudKey.file(home));

        assertThat(stored).matches("baton-[A-Za-z0-9_-]{12}:[A-Za-z0-9_-]{40}");
        assertThat(first)
                .contains("BATON_API_KEY_ID=" + stored.split(":")[0], "BATON_API_KEY_SECRET=" + stored.split(":")[1]);
        assertThat(told(key(List.of(), Map.of()))).isEmpty();
        assertThat(Files.readString(CloudKey.file(home))).isEqualTo(stored);
    }

    @Test
    void isForItsOwnerOnly() throws Exception {
        key(List.of(), Map.of()).make();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(CloudKey.file(home))))
                .isEqualTo("rw-------");
    }

    @Test
    void isNotMadeWhereTheEnvironmentNamesOneOrNobodyNeedsIt() throws Exception {
        Map<String, String> given = Map.of(CloudKey.ID, "my-key", CloudKey.SECRET, "my-secret-of-16-and-more");

        assertThat(told(key(List.of(), given))).isEmpty();
        assertThat(told(key(List.of("kafka"), Map.of()))).isEmpty();
        assertThat(CloudKey.file(home)).doesNotExist();
    }

    @Test
    void halfAPairIsAMistake() {
        for (String half : List.of(CloudKey.ID, CloudKey.SECRET)) {
            assertThatThrownBy(() -> key(List.of(), Map.of(half, "something")).check())
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("both of them, or none")
                    .hasMessageNotContaining("something");
        }
        key(List.of(), Map.of(CloudKey.ID, " ")).check();
    }

    @Test
    void whatCantBeAPairIsAMistakeAndNotRepeated() {
        assertThatThrownBy(() -> key(List.of(), Map.of(CloudKey.ID, "my-key", CloudKey.SECRET, "tooshort"))
                        .check())
                .isInstanceOf(BadSetting.class)
                .hasMessage("BATON_API_KEY_SECRET has to be 16 to 128 printable characters without spaces.");
        assertThatThrownBy(() -> key(List.of(), Map.of(CloudKey.ID, "m y", CloudKey.SECRET, "a-secret-of-16-and-more"))
                        .check())
                .isInstanceOf(BadSetting.class)
                .hasMessage("BATON_API_KEY_ID has to be 4 to 64 letters, digits, _ or -.");
    }

    private CloudKey key(List<String> only, Map<String, String> environment) {
        return new CloudKey(new Settings(folder, home, Ports.DEFAULT, List.of(), only, Map.of()), environment);
    }

    private static String told(CloudKey key) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        key.introduce(new Console(stream, stream, Style.plain()));
        return out.toString(StandardCharsets.UTF_8);
    }
}
