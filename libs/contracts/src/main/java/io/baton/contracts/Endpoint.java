package io.baton.contracts;

@About("An address.")
public record Endpoint(
        @About("Host name or IP address") String host,
        @About("TCP port") int port) {}
