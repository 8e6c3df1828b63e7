package io.baton.upgrade.cloud.application;

import io.baton.engine.Edition;
import io.baton.upgrade.cloud.model.InstanceStatus;
import io.baton.upgrade.cloud.model.TypeId;
import io.baton.upgrade.instances.application.Instances;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.shared.model.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds instances by what the managed cloud lets one look for. */
@ApplicationScoped
public class FindingInstances {

    private static final int AT_ONCE = 200;

    private final Instances instances;

    FindingInstances(Instances instances) {
        this.instances = instances;
    }

    /**
     * What is looked for; an empty list does not restrict.
     *
     * @param ids one of these
     * @param names exactly one of these
     * @param words each one in the id or in the name
     * @param engines Redis or Valkey
     */
    public record Wanted(
            List<String> ids,
            List<String> names,
            List<String> words,
            List<Long> statuses,
            List<Long> types,
            List<String> engines) {

        boolean fits(InstanceState instance) {
            return allows(ids, instance.instanceId())
                    && allows(names, instance.name())
                    && words.stream()
                            .allMatch(word -> contains(instance.instanceId(), word) || contains(instance.name(), word))
                    && allows(statuses, (long) InstanceStatus.of(instance.phase()))
                    && (types.isEmpty()
                            || TypeId.of(instance.build())
                                    .filter(type -> types.contains((long) type))
                                    .isPresent())
                    && (engines.isEmpty()
                            || engines.stream().anyMatch(engine -> Edition.find(engine)
                                    .filter(edition -> edition.name()
                                            .equals(instance.build().edition()))
                                    .isPresent()));
        }

        private static <T> boolean allows(List<T> wanted, T value) {
            return wanted.isEmpty() || wanted.contains(value);
        }

        private static boolean contains(String text, String word) {
            return text.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
        }
    }

    /** All that fit, the newest first. */
    public List<InstanceState> find(Wanted wanted) {
        List<InstanceState> found = new ArrayList<>();
        Page<InstanceState> page;
        int number = 0;
        do {
            page = instances.page(number++, AT_ONCE);
            page.items().stream().filter(wanted::fits).forEach(found::add);
        } while ((long) number * AT_ONCE < page.total());
        return found;
    }
}
