package io.baton.resource.node.model;

/** What has become of the newer proxy that is to replace one. */
public enum Successor {
    /** There is none. */
    NONE,
    /** It is up and accepts nobody: the older one does. */
    STANDBY,
    /** It accepts the endpoint's clients. */
    ACCEPTING,
    /** It doesn't say. */
    SILENT
}
