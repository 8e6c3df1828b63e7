package io.baton.contracts;

@About("What the nodes of an instance are made of.")
public record NodeSpec(
        @About("Memory of the data, in MiB") int memoryMb,
        @About("Number of replicas beside the master") int replicas,

        @About("Name under which the password is stored, or null where there is none")
        String credentialRef) {}
