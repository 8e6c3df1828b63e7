package io.baton.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of this module that is derived from the records and committed, so that a change of the contract is seen in
 * review. {@code -Dbaton.contracts.write=true} writes it anew.
 */
record CommittedFile(String path) {
    private static final Path RESOURCES = Path.of("src/main/resources");

    void mustBe(String expected) throws IOException {
        Path file = RESOURCES.resolve(path);
        if (Boolean.getBoolean("baton.contracts.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertThat(file).exists();
        assertThat(Files.readString(file)).as(path).isEqualTo(expected);
    }
}
