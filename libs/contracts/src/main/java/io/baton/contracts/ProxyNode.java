package io.baton.contracts;

@About("One proxy process.")
public record ProxyNode(
        @About("Node id") String nodeId,
        @About("The address that clients connect to") Endpoint address,
        @About("The address that obeys the switch") Endpoint control,

        @About("Name under which the control token is stored")
        String tokenRef) {}
