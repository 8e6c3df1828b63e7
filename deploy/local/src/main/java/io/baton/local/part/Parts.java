package io.baton.local.part;

import io.baton.local.Settings;
import io.baton.local.UserError;
import java.util.List;
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
        for (int i = 0; i < SERVICES.size(); i++) {
            all.add(new ServicePart(settings, SERVICES.get(i), settings.ports().api() + i));
        }
        return chosen(all, settings.only());
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
                throw new UserError("--only %s: the parts are %s.", name, String.join(", ", names));
            }
        }
        return all.stream()
                .filter(part -> only.isEmpty() || only.contains(part.name()))
                .collect(Collectors.toUnmodifiableList());
    }
}
