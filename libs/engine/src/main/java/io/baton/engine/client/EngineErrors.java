package io.baton.engine.client;

import java.util.List;

/** Sorts an engine's error texts. */
final class EngineErrors {

    /** The last two: 5.0 and older, which have no code word of their own for these. */
    private static final List<String> AUTHENTICATION =
            List.of("NOAUTH", "WRONGPASS", "ERR invalid password", "ERR Client sent AUTH");

    private EngineErrors() {}

    static EngineException of(EngineAddress address, String what, String error) {
        return AUTHENTICATION.stream().anyMatch(error::startsWith)
                ? new EngineException.AuthenticationFailed(address, error)
                : new EngineException.Refused(address, what, error);
    }
}
