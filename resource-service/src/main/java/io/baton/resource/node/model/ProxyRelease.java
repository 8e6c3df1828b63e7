package io.baton.resource.node.model;

import java.lang.module.ModuleDescriptor.Version;

/** Which of two releases of the proxy is older. Pure. */
public final class ProxyRelease {

    private ProxyRelease() {}

    /**
     * @param running what a proxy says of itself; null: it is from before it could say so
     * @param current what proxies are started with now
     * @return false also where one of them is no version, as that of a proxy outside of a jar
     */
    public static boolean outdated(String running, String current) {
        try {
            return running == null || Version.parse(running).compareTo(Version.parse(current)) < 0;
        } catch (IllegalArgumentException development) {
            return false;
        }
    }
}
