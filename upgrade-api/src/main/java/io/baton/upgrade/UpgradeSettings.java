package io.baton.upgrade;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The settings of upgrade-api. Each is also an environment variable, such as {@code BATON_UPGRADE_LIMITS_WINDOWS}. */
@ConfigMapping(prefix = "baton.upgrade")
public interface UpgradeSettings {

    /** Folder of the installation's state; secrets lie in its folder {@code secrets}. Usually {@code BATON_HOME}. */
    Path home();

    /** Folders with engine builds, separated as in the system's path. Usually {@code BATON_ENGINES}. */
    Optional<String> engines();

    /** A file that is laid over the default engine catalogue. Usually {@code BATON_CATALOGUE}. */
    Optional<String> catalogue();

    /** Where clients reach the instances. */
    Endpoints endpoints();

    /** The maintenance window of an instance whose user has named none. */
    DefaultWindow defaultWindow();

    /** How long an instance may take to be provisioned; after that it has failed. */
    @WithDefault("PT10M")
    Duration provisioning();

    /** What an upgrade may take; kept with each upgrade from its beginning. */
    Limits limits();

    /** How much is done at once; the rest waits for its turn. */
    Queue queue();

    /** How the API answers. */
    Api api();

    /** The endpoint that the managed cloud's clients can use. */
    Cloud cloud();

    /** How events are sent to webhooks. */
    Webhooks webhooks();

    /** Where clients reach the instances. */
    interface Endpoints {
        /** The address that endpoints listen on. */
        @WithDefault("127.0.0.1")
        String host();

        /** The first and the last port that an endpoint can have. Usually {@code BATON_ENDPOINT_PORTS}. */
        @WithDefault("21000-21999")
        PortRange ports();
    }

    /** The maintenance window of an instance whose user has named none: the first of them. */
    interface DefaultWindow {
        /** Local time at which it opens. */
        @WithDefault("03:00")
        LocalTime start();

        /** Local time at which it closes. */
        @WithDefault("04:00")
        LocalTime end();

        /** How much later than that the windows of some instances are, so that not all are open at once. */
        @WithDefault("PT3H")
        Duration spread();

        /** IANA name of the time zone. */
        @WithDefault("UTC")
        ZoneId zone();
    }

    /** What an upgrade may take. */
    interface Limits {
        /** From the request to new nodes that are up. */
        @WithDefault("PT10M")
        Duration allocation();

        /** For each stay in SYNCING. */
        @WithDefault("PT24H")
        Duration synchronisation();

        /** From being caught up to the switch, where the switch time is NOW. */
        @WithDefault("PT1H")
        Duration waiting();

        /** How many maintenance windows may pass unused. */
        @WithDefault("7")
        int windows();

        /** How long a grant for NOW is good. */
        @WithDefault("PT10M")
        Duration grant();

        /** How long after its closing a grant may stay out before it is asked back. */
        @WithDefault("PT30S")
        Duration grantMargin();

        /** How often a grant that stays out is asked back. */
        @WithDefault("PT30S")
        Duration recallEvery();

        /** A window that is open for less than this is not used any more. */
        @WithDefault("PT30S")
        Duration shortestGrant();

        /** The pause after the first missed grant; it doubles with each further one. */
        @WithDefault("PT5S")
        Duration backOff();

        /** What the pause doubles to at most. */
        @WithDefault("PT60S")
        Duration longestBackOff();

        /** After how long in FINISHING, CANCELLING or FAILING a warning is logged. */
        @WithDefault("PT10M")
        Duration overdue();
    }

    /** How much is done at once; the rest waits for its turn. All are at least 1. */
    interface Queue {
        /** Creations on one host; without a number half as many as this machine has processors, 2 at least. */
        OptionalInt creationsPerHost();

        /** Creations on all hosts together. */
        @WithDefault("16")
        int creations();

        /** Upgrades on one host that start or fill their new nodes; without a number as {@link #creationsPerHost}. */
        OptionalInt synchronisationsPerHost();

        /** The same on all hosts together. */
        @WithDefault("16")
        int synchronisations();

        /** Switches on one host; without a number one for every 8 processors of this machine, 1 at least. */
        OptionalInt switchesPerHost();

        /** Switches on all hosts together. */
        @WithDefault("16")
        int switches();

        /** Whether no nodes are started on a host while it switches; without an answer on 4 processors and fewer. */
        Optional<Boolean> switchesAlone();
    }

    /** How the API answers. */
    interface Api {
        /** How long a cancel waits for a grant that is out to come back. */
        @WithDefault("PT10S")
        Duration cancelWait();

        /** Longest wait for a connection to an engine that is checked, and for each of its answers. */
        @WithDefault("PT1S")
        Duration engineReply();

        /** How long an Idempotency-Key is remembered. */
        @WithDefault("PT24H")
        Duration idempotency();

        /** How often subscribed upgrades are compared with the database, for changes by another replica. */
        @WithDefault("PT0.5S")
        Duration watchEvery();

        /** How often a stream of events without news says that it lives. */
        @WithDefault("PT15S")
        Duration heartbeat();
    }

    /** The endpoint that the managed cloud's clients can use. */
    interface Cloud {
        /** The id of the key pair that they sign with. Usually {@code BATON_API_KEY_ID}; without one, the stored pair. */
        Optional<String> keyId();

        /** Its secret, stored at the start. Usually {@code BATON_API_KEY_SECRET}. */
        Optional<String> keySecret();

        /** Whose clock the times of tasks and instances show, which that API writes without a zone. */
        @WithDefault("UTC")
        ZoneId zone();
    }

    /** How events are sent to webhooks. */
    interface Webhooks {
        /**
         * Hosts that a webhook may lead to, wherever they are: names or addresses, {@code *.example.org}, {@code *}. Without
         * any, every host whose addresses are all public. Usually {@code BATON_WEBHOOK_HOSTS}.
         */
        Optional<List<String>> hosts();

        /** How long an attempt may take, from the look-up of the host to the end of the answer. */
        @WithDefault("PT10S")
        Duration timeout();

        /** The pause after the first attempt that failed; it doubles with each further one. */
        @WithDefault("PT5S")
        Duration firstPause();

        /** What the pause doubles to at most. */
        @WithDefault("PT1H")
        Duration longestPause();

        /** For how long a delivery is tried; then it is given up. */
        @WithDefault("P3D")
        Duration giveUpAfter();

        /** For how long the delivery log is kept; what a paused webhook was not sent by then is lost to it. */
        @WithDefault("P30D")
        Duration kept();

        /** For how long the former secret signs too after a rotation. */
        @WithDefault("P1D")
        Duration bothSecretsSign();

        /** How many deliveries to one webhook are under way at once, of different instances. */
        @WithDefault("4")
        int atOnce();
    }
}
