package io.baton.engine.catalogue;

import java.util.Optional;

/** The catalogue's answer to a wish for an engine. */
public sealed interface Verdict {

    /** The wish can be met, with this build. */
    record Allowed(Build build) implements Verdict {}

    /**
     * It can't.
     *
     * @param message what was wrong and what is allowed instead, one or two sentences
     */
    record Refused(RefusalCode code, String message) implements Verdict {}

    /** @return the build, if the wish can be met */
    default Optional<Build> allowedBuild() {
        return this instanceof Allowed allowed ? Optional.of(allowed.build()) : Optional.empty();
    }
}
