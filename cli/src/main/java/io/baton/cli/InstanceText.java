package io.baton.cli;

import io.baton.client.InstanceView;
import java.util.ArrayList;
import java.util.List;

/** Instances as people read them. */
final class InstanceText {

    private static final int EVERY_DAY = 7;

    private InstanceText() {}

    static List<String> list(List<InstanceView> instances) {
        if (instances.isEmpty()) {
            return List.of("There are no instances here.");
        }
        Table table = new Table("ID", "NAME", "STATUS", "VERSION", "MEMORY", "REPLICAS", "ENDPOINT", "UPGRADE");
        instances.forEach(instance -> table.row(
                instance.id(),
                instance.name(),
                instance.status(),
                instance.edition() + " " + instance.version(),
                instance.memoryMb() + " MiB",
                instance.replicas(),
                endpoint(instance),
                instance.openUpgradeId()));
        return table.lines();
    }

    static List<String> show(InstanceView instance) {
        List<String> lines = new ArrayList<>();
        lines.add(instance.id() + "  " + instance.name() + "  " + instance.status());
        lines.add("  runs       " + instance.edition() + " " + instance.version());
        lines.add("  endpoint   " + endpoint(instance));
        lines.add("  made of    " + instance.memoryMb() + " MiB, " + instance.replicas() + " replicas");
        lines.add("  window     " + window(instance.maintenanceWindow()));
        if (instance.queue() != null) {
            lines.add("  creation   " + instance.queue().text());
        }
        if (instance.openUpgradeId() != null) {
            lines.add("  upgrade    " + instance.openUpgradeId());
        }
        if (instance.failure() != null) {
            lines.add("  failure    " + instance.failure().message());
        }
        for (InstanceView.Node node : instance.nodes()) {
            lines.add(String.format(
                    "  %-10s %s  %s:%d%s",
                    node.role().toLowerCase(java.util.Locale.ROOT),
                    node.id(),
                    node.host(),
                    node.port(),
                    node.version() == null ? "" : "  " + node.version()));
        }
        return lines;
    }

    static String window(InstanceView.Window window) {
        boolean everyDay = window.days() == null || window.days().size() == EVERY_DAY;
        return window.start() + " to " + window.end() + ", " + window.zone() + ", "
                + (everyDay ? "every day" : String.join(", ", window.days()));
    }

    private static String endpoint(InstanceView instance) {
        return instance.endpoint().host() + ":" + instance.endpoint().port();
    }
}
