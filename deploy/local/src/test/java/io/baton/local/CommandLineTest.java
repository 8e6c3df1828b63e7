package io.baton.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.console.Console;
import io.baton.console.Style;
import io.baton.local.command.DownCommand;
import io.baton.local.command.UpCommand;
import io.baton.local.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;

/** What goes wrong is one line, names what to do, and leaves nothing behind. */
class CommandLineTest {

    @Command(name = "deploy")
    private static final class Root {}

    @TempDir
    Path folder;

    private Path home;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @BeforeEach
    void home() {
        home = folder.resolve("home");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port x               | Invalid value for option '--port': 'x' is not an int",
                "--port 0               | --port 0 is no port that can be used: it must be 1 to 65532.",
                "--port 65533           | --port 65533 is no port that can be used: it must be 1 to 65532.",
                "--kafka-port 65535     | --kafka-port 65535 is no port that can be used: it must be 1 to 65534.",
                "--postgres-port 70000  | --postgres-port 70000 is no port that can be used: it must be 1 to 65535.",
                "--engines /no/such     | --engines /no/such is not a folder.",
                "--only kafka,sync      | --only sync: the parts are postgresql, kafka, upgrade-api, resource-service,"
                        + " sync-service, switchover-service.",
                "--observe=soon         | --observe soon is no interval: it must be a number of ms, s or m, such as 5s.",
                "--observe --prometheus-port 0 | --prometheus-port 0 is no port that can be used: it must be 1 to 65535.",
                "--frobnicate           | Unknown option: '--frobnicate'",
            })
    void badOptionsAreOneClearLine(String options, String message) {
        int exitCode = up(options.split(" "));

        assertThat(exitCode).isEqualTo(2);
        assertThat(text(errors).lines().findFirst()).contains(message);
        assertThat(text(errors)).doesNotContain("\tat ");
        assertThat(home.resolve("postgres")).doesNotExist();
    }

    @Test
    void aHomeThatIsAFileIsOneClearLine() throws Exception {
        Files.writeString(home, "not a folder");

        assertThat(up()).isEqualTo(1);
        assertThat(text(errors))
                .isEqualTo(home + " is a file, where a folder is needed: choose another with --home.\n");
    }

    @Test
    void aHomeThatCantBeMadeIsOneClearLine() {
        home = Path.of("/proc/no/such");

        assertThat(up()).isEqualTo(1);
        assertThat(text(errors)).isEqualTo("/proc/no/such can't be made: choose another folder with --home.\n");
    }

    @Test
    void downWhereNothingRunsSaysSo() {
        assertThat(run("down")).isZero();
        assertThat(text(out)).isEqualTo("Nothing runs in " + home + ".\n");
    }

    private int up(String... options) {
        return run("up", options);
    }

    private int run(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command, "--home", home.toString()));
        arguments.addAll(List.of(options));
        Console console = new Console(stream(out), stream(errors), Style.plain());
        return Terminal.run(
                console,
                new Root(),
                arguments.toArray(String[]::new),
                new UpCommand(console),
                new DownCommand(console));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
