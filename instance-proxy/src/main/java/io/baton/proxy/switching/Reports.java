package io.baton.proxy.switching;

import io.baton.proxy.ProxyVersion;
import io.baton.proxy.control.Blocker;
import io.baton.proxy.control.ProxyAnswer.StatusReport;
import io.baton.proxy.control.ProxyCounters;
import io.baton.proxy.control.ProxyTraffic;
import io.baton.proxy.relay.SessionGroup.Figures;
import java.util.List;

/** Puts figures into answers. */
final class Reports {

    private Reports() {}

    static StatusReport status(
            String instanceId,
            Route route,
            Figures figures,
            long heldMicros,
            long commandsHeld,
            long longestHoldMicros,
            EndpointControl endpoint) {
        return new StatusReport(
                instanceId,
                route.epoch(),
                route.phase(),
                route.upstream(),
                route.target(),
                figures.sessions(),
                figures.prepared(),
                figures.owed(),
                figures.heldBytes(),
                heldMicros,
                new ProxyCounters(
                        figures.accepted(),
                        figures.refused(),
                        figures.upstreamLost(),
                        figures.protocolErrors(),
                        commandsHeld,
                        figures.bytesFromClients(),
                        figures.bytesToClients()),
                figures.buffered(),
                endpoint.accepting(),
                endpoint.retiring(),
                ProxyVersion.current(),
                new ProxyTraffic(figures.commands(), longestHoldMicros, figures.latency()));
    }

    /** One sentence about what is in the way. */
    static String reason(List<Blocker> blockers) {
        if (blockers.isEmpty()) {
            return "the last replies came too late";
        }
        Blocker first = blockers.get(0);
        String others = blockers.size() == 1 ? "" : " (and " + (blockers.size() - 1) + " more sessions)";
        return "session " + first.session() + " waits for " + first.command() + ": " + first.why() + others;
    }
}
