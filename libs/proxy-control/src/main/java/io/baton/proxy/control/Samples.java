package io.baton.proxy.control;

import java.util.List;

/** One message of each type, for the warm-up of the codec. */
final class Samples {

    private static final Address ADDRESS = new Address("127.0.0.1", 6379);

    static final List<ProxyCommand> COMMANDS = List.of(
            new ProxyCommand.Authenticate("warm-up"),
            new ProxyCommand.Prepare("i", 1, ADDRESS),
            new ProxyCommand.Hold("i", 1, 1000),
            new ProxyCommand.Switch("i", 1, ADDRESS),
            new ProxyCommand.Release("i", 1),
            new ProxyCommand.TakeOver("i", 1, "/handover"),
            new ProxyCommand.Retire("i", 1),
            new ProxyCommand.Status("i"));

    static final List<ProxyAnswer> ANSWERS = List.of(
            new ProxyAnswer.Authenticated("i", 1, ProxyPhase.SERVING),
            new ProxyAnswer.Prepared(1, 2, 3),
            new ProxyAnswer.Drained(1, 2, 3, 4),
            new ProxyAnswer.NotDrained(1, "why", List.of(new Blocker(1, "EVAL", 1, 2, "why"))),
            new ProxyAnswer.Switched(1, 2, 3),
            new ProxyAnswer.Released(1, true, 2, 3, 4, 5, 6),
            new ProxyAnswer.TookOver(1, ADDRESS),
            new ProxyAnswer.Retiring(1, 2),
            new ProxyAnswer.StaleEpoch(1),
            new ProxyAnswer.Refused(RefusalCode.NOT_HELD, "why"),
            new ProxyAnswer.StatusReport(
                    "i",
                    1,
                    ProxyPhase.SERVING,
                    ADDRESS,
                    ADDRESS,
                    1,
                    2,
                    3,
                    4,
                    5,
                    new ProxyCounters(1, 2, 3, 4, 5, 6, 7),
                    6L,
                    true,
                    false,
                    "1.0",
                    new ProxyTraffic(1, 2, new LatencyCounts(List.of(50L), List.of(1L, 2L), 3))));

    private Samples() {}
}
