package io.baton.local;

/**
 * The ports of a stack on 127.0.0.1.
 *
 * @param api upgrade-api; the other services take the three ports after it
 * @param kafka Kafka's broker; its controller takes the port after it
 * @param postgres PostgreSQL
 */
public record Ports(int api, int kafka, int postgres) {

    public static final Ports DEFAULT = new Ports(8080, 19092, 15432);

    private static final int LAST = 65_535;

    public Ports {
        require("--port", api, 3);
        require("--kafka-port", kafka, 1);
        require("--postgres-port", postgres, 0);
    }

    private static void require(String option, int port, int more) {
        if (port < 1 || port + more > LAST) {
            throw new BadSetting("%s %d is no port that can be used: it must be 1 to %d.", option, port, LAST - more);
        }
    }

    public int kafkaController() {
        return kafka + 1;
    }
}
