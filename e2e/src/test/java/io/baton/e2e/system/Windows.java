package io.baton.e2e.system;

import io.baton.client.InstanceView;
import io.baton.e2e.harness.StackHarness;
import io.baton.e2e.harness.TestInstance;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Daily maintenance windows of half an hour and a bit, in UTC. */
final class Windows {

    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm");
    private static final Duration LENGTH = Duration.ofMinutes(40);

    private Windows() {}

    /**
     * Sets the instance's window.
     *
     * @param from how long from now it opens; negative for one that is open
     * @return when it opens next, or opened
     */
    static OffsetDateTime opensIn(StackHarness stack, TestInstance instance, Duration from) {
        OffsetDateTime opens = stack.clock().now().plus(from).truncatedTo(ChronoUnit.MINUTES);
        stack.api()
                .setWindow(
                        instance.id(),
                        new InstanceView.Window(
                                TIME_OF_DAY.format(opens), TIME_OF_DAY.format(opens.plus(LENGTH)), "UTC", null));
        return opens;
    }

    static OffsetDateTime closes(OffsetDateTime opens) {
        return opens.plus(LENGTH);
    }
}
