package io.baton.resource.node.model;

/** Names of the secrets that this service makes. */
public final class Credentials {

    private Credentials() {}

    /** What a switch has to show to the proxies of an instance. */
    public static String proxyToken(String instanceId) {
        return "instance/" + instanceId + "/proxy-token";
    }
}
