package io.baton.contracts;

@About("An exact engine version.")
public record EngineBuild(
        @About("REDIS or VALKEY") String edition,
        @About("Exact version, as 7.0.15") String version) {}
