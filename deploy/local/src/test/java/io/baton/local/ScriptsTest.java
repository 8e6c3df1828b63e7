package io.baton.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts, copied to a repository that is not built, in a folder whose name has a space. */
class ScriptsTest {

    @TempDir
    Path folder;

    private Path root;
    private Path programs;

    private record Ended(int exitCode, String output) {}

    @BeforeEach
    void copyScripts() throws IOException {
        root = Files.createDirectories(folder.resolve("a clone"));
        Path deploy = Files.createDirectories(root.resolve("deploy"));
        for (String script : List.of("common.sh", "up", "down", "demo")) {
            Path original = Path.of(System.getProperty("baton.root"), "deploy", script);
            Files.copy(original, deploy.resolve(script), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
        programs = Files.createDirectories(folder.resolve("bin"));
        for (String program : List.of("bash", "env", "dirname", "sed", "find", "grep", "head", "mkdir", "cat")) {
            script(programs.resolve(program), "exec " + program(program) + " \"$@\"");
        }
    }

    @Test
    void aJdkThatIsTooOldIsOneClearLine() throws Exception {
        String java = fakeJava("11");

        assertThat(run("up")).isEqualTo(new Ended(1, "Baton needs JDK 17 or newer, and " + java + " is 11.\n"));
        assertThat(run("demo").output()).isEqualTo("Baton needs JDK 17 or newer, and " + java + " is 11.\n");
    }

    @Test
    void aJdkOfTheOldCountingIsTooOld() throws Exception {
        String java = fakeJava("1.8");

        assertThat(run("up").output()).isEqualTo("Baton needs JDK 17 or newer, and " + java + " is 1.8.\n");
    }

    @Test
    void aMissingMavenIsOneClearLine() throws Exception {
        fakeJava("21");

        assertThat(run("up"))
                .isEqualTo(new Ended(1, "Baton has to be built, and there is no mvn: install Maven 3.8.6 or newer.\n"));
    }

    @Test
    void aBuildThatFailsSaysWhere() throws Exception {
        fakeJava("17");
        script(
                programs.resolve("mvn"),
                "echo '[INFO] Building Baton contracts 1 [1/13]'; echo '[ERROR] broken'; exit 1");

        Ended ended = run("up");

        Path real = root.toRealPath();
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output().lines())
                .containsExactly(
                        "Building Baton for the first time (details in " + real + "/target/build.log)",
                        "   1 of 13  Baton contracts",
                        "[ERROR] broken",
                        "Baton could not be built: see " + real + "/target/build.log.");
    }

    private String fakeJava(String version) throws IOException {
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        script(java, "echo '    java.specification.version = " + version + "' >&2");
        return java.toString();
    }

    private static void script(Path file, String line) throws IOException {
        Files.writeString(file, "#!" + program("bash") + "\n" + line + "\n");
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path program(String name) {
        return io.baton.local.process.Executables.find(name).orElseThrow();
    }

    private Ended run(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        root.resolve("deploy").resolve(script).toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        programs.toString(),
                        "JAVA_HOME",
                        folder.resolve("jdk").toString()));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
