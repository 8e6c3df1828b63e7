package io.baton.engine.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.baton.engine.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCredentialStoreTest {

    @TempDir
    private Path home;

    private Path root;
    private CredentialStore store;

    @BeforeEach
    void createStore() {
        root = home.resolve("state/secrets");
        store = new FileCredentialStore(root);
    }

    @Test
    void givesBackWhatWasPutAndForgetsWhatWasDeleted() {
        store.put("instance/1/password", Secret.of("pässword\n"));
        store.put("instance/1/proxy-token", Secret.of("token"));

        assertThat(store.get("instance/1/password")).contains(Secret.of("pässword\n"));

        store.delete("instance/1/password");
        assertThat(store.get("instance/1/password")).isEmpty();
        assertThat(store.get("instance/1/proxy-token")).isPresent();
    }

    @Test
    void replacesASecret() {
        store.put("a", Secret.of("a long old one"));
        store.put("a", Secret.of("new"));

        assertThat(store.get("a")).contains(Secret.of("new"));
    }

    @Test
    void nothingIsThereBeforeTheFirstPut() {
        assertThat(store.get("instance/1/password")).isEmpty();
        store.delete("instance/1/password");
        assertThat(root).doesNotExist();
    }

    @Test
    void onlyTheOwnerCanRead() throws IOException {
        store.put("instance/1/password", Secret.of("x"));

        assertThat(mode(root)).isEqualTo("rwx------");
        assertThat(mode(root.resolve("instance~1~password"))).isEqualTo("rw-------");
    }

    @Test
    void closesAFolderThatWasOpenToOthers() throws IOException {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));

        store.put("a", Secret.of("x"));

        assertThat(mode(root)).isEqualTo("rwx------");
    }

    @Test
    void leavesNoDraftsBehind() throws IOException {
        store.put("instance/1/password", Secret.of("x"));
        store.put("instance/2/password", Secret.of("y"));
        store.delete("instance/1/password");

        try (Stream<Path> left = Files.walk(root)) {
            assertThat(left.map(path -> root.relativize(path).toString()))
                    .containsExactlyInAnyOrder("", "instance~2~password");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../a",
                "a/../b",
                "a/..",
                "..",
                ".",
                "a//b",
                "a/",
                "/",
                "a\\b",
                ".hidden",
                "a b"
            })
    void refusesAReferenceThatCouldLeadElsewhere(String reference) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.put(reference, Secret.of("x")))
                .withMessageContaining(reference);
        assertThatIllegalArgumentException().isThrownBy(() -> store.get(reference));
        assertThatIllegalArgumentException().isThrownBy(() -> store.delete(reference));
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void survivesPutsAndDeletesAtTheSameTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> work = IntStream.range(0, 200)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> {
                        String reference = "instance/1/secret-" + i % 4;
                        store.put(reference, Secret.of("x"));
                        store.delete(reference);
                    }))
                    .toList();
            for (Future<?> one : work) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        store.put("instance/1/last", Secret.of("x"));
        assertThat(store.get("instance/1/last")).isPresent();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
