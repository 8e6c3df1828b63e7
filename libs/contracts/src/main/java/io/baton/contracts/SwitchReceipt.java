package io.baton.contracts;

import java.time.Instant;

@About("What a switch did and how long each part took; times in milliseconds.")
public record SwitchReceipt(
        @About("The grant that was used") int attempt,
        @About("The epoch that the proxies obeyed") long epoch,

        @About(
                "From the first proxy told to hold until the last one released: the longest that a client can have waited")
        double holdMs,

        @About("Part of hold: until everything in flight was answered")
        double drainMs,

        @About("Part of hold: until the old master refused writes")
        double fenceMs,

        @About("Part of hold: until the new master had the whole stream")
        double catchUpMs,

        @About("Part of hold: until the commit was durable") double commitMs,

        @About("Part of hold: until the new master was a master and all proxies pointed at it")
        double promoteMs,

        @About("Part of hold: until all proxies had released their clients to it")
        double routeMs,

        @About("From the start of the attempt to its end, preparations included")
        double totalMs,

        @About("Offset of the old master's stream when it was fenced")
        long oldMasterOffset,

        @About("Offset of the new master when it was promoted, at least the former")
        long newMasterOffset,

        @About("Commands that waited in the proxies") long commandsHeld,
        @About("Client connections that were moved") long connectionsMoved,
        @About("Client connections that had to be closed") long connectionsClosed,

        @About("Older proxies whose endpoint a newer one has taken over; left out by former versions")
        int proxiesReplaced,

        @About("Version of the old master, as it said itself")
        String versionBefore,

        @About("Version of the new master, as it said itself")
        String versionAfter,

        @About("When the new master had the whole stream and the commit began")
        Instant committedAt,

        @About(
                "Whether the data is the same on both, or null where it could not be compared without making clients wait")
        DataComparison comparison) {

    SwitchReceipt withoutComparison() {
        return new SwitchReceipt(
                attempt,
                epoch,
                holdMs,
                drainMs,
                fenceMs,
                catchUpMs,
                commitMs,
                promoteMs,
                routeMs,
                totalMs,
                oldMasterOffset,
                newMasterOffset,
                commandsHeld,
                connectionsMoved,
                connectionsClosed,
                proxiesReplaced,
                versionBefore,
                versionAfter,
                committedAt,
                null);
    }
}
