package io.baton.cli;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the two ways to order an upgrade have in common. */
final class OrderOptions {

    @Parameters(index = "0", paramLabel = "INSTANCE", description = "The instance's id.")
    private String id;

    @ArgGroup(multiplicity = "1")
    private When when;

    @Option(names = "--dry-run", description = "Shows what would be done and what speaks against it; changes nothing.")
    private boolean dryRun;

    @Option(names = "--wait", description = "Shows it live and returns when it has ended.")
    private boolean wait;

    @Option(names = "--timeout", paramLabel = "S", description = "Seconds to wait at most; it goes on then.")
    private Long timeout;

    /** When the traffic is handed over. */
    private static final class When {

        @Option(names = "--now", required = true, description = "Switches as soon as the new nodes have caught up.")
        private boolean now;

        @Option(names = "--window", required = true, description = "Switches in the instance's maintenance window.")
        private boolean window;
    }

    String id() {
        return Ids.checked(id);
    }

    String switchTime() {
        return when.now ? "NOW" : "MAINTENANCE_WINDOW";
    }

    boolean dryRun() {
        return dryRun;
    }

    boolean waits() {
        return wait;
    }

    Long timeout() {
        return timeout;
    }
}
