package io.baton.engine.catalogue;

import io.baton.engine.EngineId;
import io.baton.engine.EngineLine;
import io.baton.engine.EngineVersion;
import java.nio.file.Path;

/** An exact version that one can run, and what runs it. */
public record Build(EngineId id, Path binary) {

    public EngineVersion version() {
        return id.version();
    }

    public EngineLine line() {
        return new EngineLine(id.edition(), id.line());
    }
}
