package io.baton.saga.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.saga.model.Phase;
import io.baton.saga.model.Saga;
import io.baton.saga.model.Transition;
import io.baton.testkit.DocumentPart;
import java.io.IOException;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Holds the table of a saga in {@code docs/saga.md} against the code. {@code -Dbaton.docs.write=true} writes it anew.
 */
public record SagaTable(Saga<?, ?> saga) {

    public void mustStandIn(String document) throws IOException {
        String expected = markdown();
        assertThat(new DocumentPart(document, "saga " + saga.name()).shouldBe(expected))
                .as(document)
                .isEqualTo(expected);
    }

    private String markdown() {
        StringBuilder table = new StringBuilder(
                "\n| state | event or *signal* | → state | events | undo | deadline |\n|---|---|---|---|---|---|\n");
        for (Phase<?> phase : saga.phases()) {
            boolean first = true;
            for (Transition<?, ?, ?> transition : saga.transitions()) {
                if (transition.from() == phase.name()) {
                    table.append("| %s | %s | %s | %s | %s | %s |\n"
                            .formatted(
                                    phase.name(),
                                    named(transition.input()),
                                    transition.to().stream().map(Enum::name).collect(Collectors.joining(", ")),
                                    transition.emits().stream()
                                            .map(Class::getSimpleName)
                                            .collect(Collectors.joining(", ")),
                                    first ? phase.undo() : "",
                                    first ? phase.deadline() : ""));
                    first = false;
                }
            }
            if (first) {
                table.append("| %s | | | | %s | %s |\n".formatted(phase.name(), phase.undo(), phase.deadline()));
            }
            line(table, phase, "too early, kept", phase.deferred());
            line(table, phase, "too late, ignored", phase.ignored());
        }
        return table.append("\n").toString();
    }

    private static void line(StringBuilder table, Phase<?> phase, String what, Collection<Class<?>> inputs) {
        if (!inputs.isEmpty()) {
            table.append("| %s | %s | *%s* | | | |\n"
                    .formatted(
                            phase.name(),
                            inputs.stream().map(SagaTable::named).collect(Collectors.joining(", ")),
                            what));
        }
    }

    private static String named(Class<?> input) {
        boolean event = io.baton.contracts.BatonEvent.class.isAssignableFrom(input);
        return event ? input.getSimpleName() : "*" + input.getSimpleName() + "*";
    }
}
