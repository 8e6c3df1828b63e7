package io.baton.engine.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.engine.Edition;
import io.baton.engine.EngineVersion;
import io.baton.testkit.RepositoryRoot;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineCatalogueTest {

    private static final EngineVersion V6_2_7 = EngineVersion.parse("6.2.7");

    @TempDir
    private Path folder;

    private EngineCatalogue catalogue;

    @BeforeEach
    void scanTheFolder() {
        catalogue = new EngineCatalogue(CatalogueFile.defaults(), List.of(folder));
    }

    @Test
    void offersTheRealBuildsOfTheLinesItKnowsAndSaysWhyNotTheOthers() {
        EngineCatalogue real =
                EngineCatalogue.of(Optional.of(RepositoryRoot.engines().toString()), Optional.empty());

        assertThat(real.current().builds())
                .extracting(build -> build.id().toString())
                .containsExactly("Redis 6.2.6", "Redis 6.2.7", "Redis 7.0.15");
        assertThat(real.current().builds())
                .allSatisfy(build -> assertThat(build.binary()).isAbsolute().isExecutable());
        if (Files.exists(RepositoryRoot.engines().resolve("redis-6.0.5/redis-server"))) {
            assertThat(real.rejectedBuilds()).singleElement().satisfies(rejected -> assertThat(rejected.toString())
                    .endsWith("redis-6.0.5: the engine catalogue does not offer the line Redis 6.0"));
        }
    }

    @Test
    void aFileOfTheOperatorAddsALineWhoseBuildsAreThenOffered() throws IOException {
        install("redis-6.2.7", "redis-server", "Redis server v=6.2.7 sha=0");
        install("valkey-8.1.0", "valkey-server", "Valkey server v=8.1.0 sha=0");
        Path file = Files.writeString(folder.resolve("catalogue.yaml"), "lines: [{edition: VALKEY, line: \"8.1\"}]\n");
        String engines = folder + File.pathSeparator + folder.resolve("more");

        EngineCatalogue configured = EngineCatalogue.of(Optional.of(engines), Optional.of(file.toString()));

        assertThat(configured.current().builds())
                .extracting(build -> build.id().toString())
                .containsExactly("Redis 6.2.7", "Valkey 8.1.0");
        assertThat(configured.rejectedBuilds()).singleElement().satisfies(rejected -> assertThat(rejected.reason())
                .startsWith("the folder of builds can't be read"));
    }

    @ParameterizedTest
    @CsvSource({
        "redis-6.2.7, redis-server, Redis server v=6.2.6 sha=0, 'its --version says Redis 6.2.6'",
        "redis-6.2.7, redis-server, Valkey server v=6.2.7 sha=0, 'its --version says Valkey 6.2.7'",
        "redis-6.2.7, redis-server, hello, 'not the answer of an engine'",
        "redis-6.2.7, valkey-server, Valkey server v=6.2.7, 'there is no redis-server'",
        "redis-6.2, redis-server, Redis server v=6.2.7 sha=0, 'its name is not'",
        "keydb-6.2.7, redis-server, Redis server v=6.2.7 sha=0, 'its name is not'",
    })
    void believesABuildOnlyAfterItsOwnVersion(String name, String binary, String answer, String reason)
            throws IOException {
        install(name, binary, answer);

        assertThat(catalogue.current().builds()).isEmpty();
        assertThat(catalogue.rejectedBuilds()).singleElement().satisfies(rejected -> {
            assertThat(rejected.path()).isEqualTo(folder.resolve(name));
            assertThat(rejected.reason()).contains(reason);
        });
    }

    @Test
    void leavesOutWhatCanNotRun() throws IOException {
        Path binary = install("redis-6.2.7", "redis-server", "");
        Files.writeString(binary, "#!/no/such/interpreter\n");

        assertThat(catalogue.rejectedBuilds()).singleElement().satisfies(rejected -> assertThat(rejected.reason())
                .startsWith("it can't be run"));
    }

    @Test
    void offersABuildThatIsAddedLaterAndForgetsOneThatIsRemoved() throws IOException {
        assertThat(catalogue.current().builds()).isEmpty();

        Path binary = install("redis-6.2.7", "redis-server", "Redis server v=6.2.7 sha=0");
        assertThat(catalogue.current().build(Edition.REDIS, V6_2_7)).isPresent();

        Files.delete(binary);
        assertThat(catalogue.current().build(Edition.REDIS, V6_2_7)).isEmpty();
    }

    @Test
    void asksABinaryAgainOnlyAfterItHasChanged() throws IOException {
        Path asked = folder.resolve("asked");
        Path binary = install("redis-6.2.7", "redis-server", "Redis server v=6.2.7 sha=0' && echo x >> '" + asked);

        catalogue.current();
        catalogue.current();
        assertThat(asked).hasContent("x");

        Files.setLastModifiedTime(binary, FileTime.fromMillis(1_000));
        catalogue.current();
        assertThat(Files.readAllLines(asked)).hasSize(2);
    }

    /** A script in an engine's place: what is tested is how its answer is judged. */
    private Path install(String name, String binary, String answer) throws IOException {
        Path file = Files.createDirectories(folder.resolve(name)).resolve(binary);
        Files.writeString(file, "#!/bin/sh\necho '" + answer + "'\n");
        assertThat(file.toFile().setExecutable(false)).isTrue();
        return file;
    }
}
