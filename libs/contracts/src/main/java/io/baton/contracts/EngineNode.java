package io.baton.contracts;

@About("One engine process.")
public record EngineNode(
        @About("Node id") String nodeId,
        @About("The address that it listens on") Endpoint address,
        @About("What it runs") EngineBuild build) {}
