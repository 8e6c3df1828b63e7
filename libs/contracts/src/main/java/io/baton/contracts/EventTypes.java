package io.baton.contracts;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Every type of event there is: those of instances, then those of upgrades. */
public final class EventTypes {

    private static final List<Class<? extends BatonEvent>> ALL =
            leaves(BatonEvent.class).toList();

    private EventTypes() {}

    public static List<Class<? extends BatonEvent>> all() {
        return ALL;
    }

    /** Their names, which are those of the topics and the CloudEvents types. */
    public static List<String> names() {
        return ALL.stream().map(Class::getSimpleName).toList();
    }

    private static Stream<Class<? extends BatonEvent>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventTypes::leaves)
                : Stream.of(type.asSubclass(BatonEvent.class));
    }
}
