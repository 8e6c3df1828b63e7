package io.baton.contracts;

@About("One proxy process.")
public record ProxyNode(
        @About("Node id") String nodeId,
        @About("The address that clients connect to") Endpoint address,
        @About("The address that obeys the switch") Endpoint control,

        @About("Name under which the control token is stored")
        String tokenRef,

        @About("Release that it said it is of, or null where it was not asked")
        String release,

        @About("Id of the older proxy whose endpoint it takes over in stage 4, or null")
        String replaces,

        @About(
                "Whether it only serves the clients that it has left: it ends with the last of them and is not started again; left out by former versions")
        boolean retiring) {

    /** A proxy that replaces none. */
    public ProxyNode(String nodeId, Endpoint address, Endpoint control, String tokenRef) {
        this(nodeId, address, control, tokenRef, null, null, false);
    }
}
