package io.baton.engine.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server's file on disk. */
public final class EngineBinary {

    private EngineBinary() {}

    /**
     * Sets the executable bit if it is missing: archives lose it. Everyone who starts a binary goes through here.
     *
     * @return the same path
     * @throws IOException if there is no such file, or the bit is missing and can't be set
     */
    public static Path executable(Path binary) throws IOException {
        if (!Files.isRegularFile(binary)) {
            throw new IOException("there is no file " + binary);
        }
        if (!Files.isExecutable(binary) && !binary.toFile().setExecutable(true)) {
            throw new IOException(binary + " is not executable and can't be made so");
        }
        return binary;
    }
}
