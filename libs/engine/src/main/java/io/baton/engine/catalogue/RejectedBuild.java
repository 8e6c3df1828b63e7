package io.baton.engine.catalogue;

import java.nio.file.Path;

/** Something in a folder of builds that is not offered, and why, in words for an operator. */
public record RejectedBuild(Path path, String reason) {

    @Override
    public String toString() {
        return path + ": " + reason;
    }
}
