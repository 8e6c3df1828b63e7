package io.baton.contracts;

@About("What the nodes of an instance are made of.")
public record NodeSpec(
        @About("Memory of the data, in MiB") int memoryMb,
        @About("Number of replicas beside the master") int replicas,

        @About("Name under which the password is stored, or null where there is none")
        String credentialRef,

        @About("Number of proxies that share the endpoint; left out by former versions, which had 1")
        int proxies) {

    public NodeSpec {
        proxies = Math.max(1, proxies);
    }

    /** With one proxy. */
    public NodeSpec(int memoryMb, int replicas, String credentialRef) {
        this(memoryMb, replicas, credentialRef, 1);
    }
}
