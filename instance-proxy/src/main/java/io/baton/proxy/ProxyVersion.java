package io.baton.proxy;

/** The release that this process is of. */
public final class ProxyVersion {

    private ProxyVersion() {}

    /** As the jar's manifest says; {@code development} outside of a jar. */
    public static String current() {
        String version = ProxyVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
