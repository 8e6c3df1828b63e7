package io.baton.engine.catalogue;

/** Why an engine can't be had. The names are part of the API. */
public enum RefusalCode {
    UNKNOWN_EDITION,
    UNKNOWN_LINE,
    UNKNOWN_BUILD,
    DOWNGRADE,
    SAME_VERSION,
    CROSS_EDITION_NOT_ALLOWED,
    NO_BUILD,
    NO_NEWER_PATCH
}
