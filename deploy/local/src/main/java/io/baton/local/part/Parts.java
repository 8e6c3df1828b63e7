package io.baton.local.part;

import io.baton.local.BadSetting;
import io.baton.local.Observing;
import io.baton.local.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The parts that a stack is made of, in the order in which they start. */
public final class Parts {

    private static final List<String> SERVICES =
            List.of("upgrade-api", "resource-service", "sync-service", "switchover-service");

    private Parts() {}

    public static List<Part> of(Settings settings) {
        List<Part> all = new java.util.ArrayList<>();
        all.add(new PostgresPart(settings));
        all.add(new KafkaPart(settings));
        services(settings).forEach((service, port) -> all.add(new ServicePart(settings, service, port)));
        List<Part> chosen = new java.util.ArrayList<>(chosen(all, settings.only()));
        settings.observed().ifPresent(observing -> chosen.add(new PrometheusPart(settings, observing)));
        return List.copyOf(chosen);
    }

    /** The ports of the services, by name, in the order in which they start. */
    static Map<String, Integer> services(Settings settings) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        SERVICES.forEach(service -> ports.put(service, settings.ports().api() + ports.size()));
        return ports;
    }

    /** A Prometheus beside a stack that runs without one. It is its caller's to start, to look after and to end. */
    public static Part observer(Settings settings, Observing observing) {
        return new PrometheusPart(settings, observing);
    }

    /**
     * One more process of a service, beside the one that the stack runs: they share the work. It is its caller's to start,
     * to look after and to end.
     */
    public static Part beside(Settings settings, String service, int port) {
        return new ServicePart(settings, service, service + "-2", port);
    }

    private static List<Part> chosen(List<Part> all, List<String> only) {
        List<String> names = all.stream().map(Part::name).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new BadSetting("--only %s: the parts are %s.", name, String.join(", ", names));
            }
        }
        return all.stream()
                .filter(part -> only.isEmpty() || only.contains(part.name()))
                .collect(Collectors.toUnmodifiableList());
    }
}
