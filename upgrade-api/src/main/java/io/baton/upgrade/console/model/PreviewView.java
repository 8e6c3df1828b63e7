package io.baton.upgrade.console.model;

import io.baton.contracts.EngineBuild;
import io.baton.contracts.NodeSpec;
import io.baton.upgrade.upgrading.model.Notice;
import java.util.List;

/**
 * What an upgrade would come to.
 *
 * @param to the version that it would run, or null where the target is refused
 * @param specs before and after; empty where the target is refused
 * @param refusals why it can't be granted; empty where it can
 */
public record PreviewView(
        String to, List<SpecRow> specs, List<FindingRow> findings, List<Notice> warnings, List<String> refusals) {

    public static List<SpecRow> specs(EngineBuild from, EngineBuild to, NodeSpec spec) {
        String memory = spec.memoryMb() + " MiB";
        String nodes = "1 master, " + Words.count(spec.replicas(), "replica") + ", "
                + (spec.proxies() == 1 ? "1 proxy" : spec.proxies() + " proxies");
        return List.of(
                new SpecRow("Version", Words.engine(from), Words.engine(to)),
                new SpecRow("Architecture", "STANDARD", "STANDARD"),
                new SpecRow("Memory", memory, memory),
                new SpecRow("Nodes", nodes, nodes),
                new SpecRow("Endpoint", "as it is", "as it is"));
    }

    public boolean granted() {
        return refusals.isEmpty();
    }
}
