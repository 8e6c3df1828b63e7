package io.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.baton.client.BatonApi;
import io.baton.client.InstanceView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The maintenance window: show, set. */
@Command(name = "window", description = "Shows or moves the maintenance window of an instance.")
final class WindowCommand implements Runnable {

    private final Baton baton;

    @Spec
    private CommandSpec spec;

    WindowCommand(Baton baton) {
        this.baton = baton;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand: show or set");
    }

    @Command(name = "show", description = "Shows the window.")
    void show(@Parameters(paramLabel = "INSTANCE", description = "The instance's id.") String id) {
        show(baton.api().get("instances/" + Ids.checked(id)));
    }

    @Command(name = "set", description = "Moves the window; a waiting upgrade follows it. What is left out stays.")
    void set(
            @Parameters(paramLabel = "INSTANCE", description = "The instance's id.") String id,
            @Option(names = "--start", paramLabel = "HH:MM", description = "When it opens.") String start,
            @Option(
                            names = "--end",
                            paramLabel = "HH:MM",
                            description = "When it closes; not after the start means the next day.")
                    String end,
            @Option(names = "--zone", paramLabel = "ZONE", description = "Whose clock, such as Europe/Berlin.")
                    String zone,
            @Option(
                            names = "--days",
                            split = ",",
                            paramLabel = "DAY",
                            description = "On which it begins, such as SATURDAY,SUNDAY, or EVERY.")
                    List<String> days) {
        if (start == null && end == null && zone == null && days == null) {
            throw CliException.usage("Nothing to change: name --start, --end, --zone or --days.");
        }
        BatonApi api = baton.api();
        String path = "instances/" + Ids.checked(id);
        InstanceView.Window now = api.instance(id).maintenanceWindow();
        Map<String, Object> window = new LinkedHashMap<>();
        window.put("start", start == null ? now.start() : start);
        window.put("end", end == null ? now.end() : end);
        window.put("zone", zone == null ? now.zone() : zone);
        List<String> begins = days == null ? now.days() : days;
        if (begins != null
                && !begins.stream()
                        .map(day -> day.toUpperCase(Locale.ROOT))
                        .toList()
                        .equals(List.of("EVERY"))) {
            window.put("days", begins);
        }
        show(api.patch(path, Map.of("maintenanceWindow", window)));
    }

    /** The part of the instance that this is about. */
    private void show(JsonNode instance) {
        JsonNode window = instance.path("maintenanceWindow");
        baton.show(window, () -> List.of(InstanceText.window(BatonApi.view(window, InstanceView.Window.class))));
    }
}
