package io.baton.upgrade.cloud.model;

import io.baton.contracts.EngineBuild;
import io.baton.engine.Edition;
import io.baton.engine.EngineVersion;
import java.util.Arrays;
import java.util.Optional;

/** The managed cloud's numbers for a Redis line in an architecture. There are none of Valkey and of Redis 6.0. */
public enum TypeId {
    STANDARD_4_0(6, "4.0", false),
    CLUSTER_4_0(7, "4.0", true),
    STANDARD_5_0(8, "5.0", false),
    CLUSTER_5_0(9, "5.0", true),
    STANDARD_6_2(15, "6.2", false),
    CLUSTER_6_2(16, "6.2", true),
    STANDARD_7_0(17, "7.0", false),
    CLUSTER_7_0(18, "7.0", true);

    private final int number;
    private final String line;
    private final boolean cluster;

    TypeId(int number, String line, boolean cluster) {
        this.number = number;
        this.line = line;
        this.cluster = cluster;
    }

    public int number() {
        return number;
    }

    /** The line, such as 6.2. */
    public String line() {
        return line;
    }

    /**
     * The type that an instance is to become.
     *
     * @throws CloudException if there is no such type, or it is a cluster's
     */
    public static TypeId target(String text) {
        TypeId type = Arrays.stream(values())
                .filter(one -> Integer.toString(one.number).equals(text))
                .findFirst()
                .orElseThrow(() -> CloudError.invalid("TargetInstanceType '" + text
                                + "' is not a type that is offered; offered are 6 (Redis 4.0), 8 (5.0), 15 (6.2)"
                                + " and 17 (7.0), all of the standard architecture.")
                        .asException());
        if (type.cluster) {
            throw new CloudError(
                            "UnsupportedOperation.ClusterInstanceAccessedDeny",
                            "TargetInstanceType " + text
                                    + " is of the cluster architecture; only the standard one is supported.")
                    .asException();
        }
        return type;
    }

    /** @return the type of what an instance runs; empty if that cloud has no number for it */
    public static Optional<Integer> of(EngineBuild build) {
        String line = EngineVersion.parse(build.version()).line().toString();
        return Arrays.stream(values())
                .filter(type -> Edition.REDIS.name().equals(build.edition()))
                .filter(type -> !type.cluster && type.line.equals(line))
                .map(TypeId::number)
                .findFirst();
    }
}
