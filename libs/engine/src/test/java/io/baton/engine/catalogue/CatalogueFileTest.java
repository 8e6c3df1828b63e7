package io.baton.engine.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.baton.engine.Edition;
import io.baton.engine.EngineLine;
import io.baton.engine.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueFileTest {

    @TempDir
    private Path folder;

    @Test
    void addsLinesAndWaysToTheDefaults() throws IOException {
        CatalogueRules rules = CatalogueFile.defaultsWith(file("""
                lines:
                  - {edition: REDIS, line: "7.2"}
                  - {edition: valkey, line: 8.1}
                acrossEditions:
                  - {from: REDIS, to: VALKEY, upTo: "7.2"}
                """));

        assertThat(rules.lines())
                .hasSize(7)
                .contains(EngineLine.of(Edition.REDIS, "7.2"), EngineLine.of(Edition.VALKEY, "8.1"));
        assertThat(rules.acrossEditions())
                .containsExactly(new CrossEdition(Edition.REDIS, Edition.VALKEY, Optional.of(Line.parse("7.2"))));
    }

    @Test
    void readsALineWithoutQuotesAsItIsWritten() throws IOException {
        assertThat(CatalogueFile.defaultsWith(file("lines: [{edition: REDIS, line: 7.10}]\n"))
                        .lines())
                .contains(EngineLine.of(Edition.REDIS, "7.10"));
    }

    @Test
    void withdrawsALineOfTheDefaults() throws IOException {
        CatalogueRules rules =
                CatalogueFile.defaultsWith(file("lines: [{edition: REDIS, line: \"4.0\", offered: false}]\n"));

        assertThat(rules.offers(EngineLine.of(Edition.REDIS, "4.0"))).isFalse();
        assertThat(rules.offers(EngineLine.of(Edition.REDIS, "5.0"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"''", "'# nothing'", "'{}'"})
    void anEmptyFileChangesNothing(String content) throws IOException {
        assertThat(CatalogueFile.defaultsWith(file(content))).isEqualTo(CatalogueFile.defaults());
    }

    @ParameterizedTest
    @CsvSource({
        "'lines: [{edition: KEYDB, line: 6.2}]', 'unknown edition ''KEYDB'''",
        "'lines: [{edition: REDIS, line: newest}]', 'is not a line'",
        "'lines: [{edition: REDIS}]', 'is not a line'",
        "'lines: [{edition: REDIS, version: 6.2}]', 'version'",
        "'lines: [', 'malformed'",
        "'line: []', 'malformed'",
        "'acrossEditions: [{from: REDIS}]', 'unknown edition'",
    })
    void saysWhichFileIsWrongAndWhatInIt(String content, String message) throws IOException {
        Path file = file(content);

        assertThatExceptionOfType(CatalogueException.class)
                .isThrownBy(() -> CatalogueFile.defaultsWith(file))
                .withMessageContaining(file.toString())
                .withMessageContaining(message);
    }

    @Test
    void saysThatAFileIsNotThere() {
        assertThatExceptionOfType(CatalogueException.class)
                .isThrownBy(() -> CatalogueFile.defaultsWith(folder.resolve("none.yaml")))
                .withMessageContaining("none.yaml can't be read");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("catalogue.yaml"), content);
    }
}
