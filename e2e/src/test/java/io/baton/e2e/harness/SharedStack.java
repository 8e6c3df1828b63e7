package io.baton.e2e.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one stack that they share: it is started for the first and stopped after the last. */
public final class SharedStack implements ParameterResolver {

    /** What a user would write to be offered Redis 6.0, and Valkey from Redis; neither is in the default catalogue. */
    private static final String CATALOGUE = "/catalogue-with-more-lines.yaml";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == StackHarness.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedStack.class))
                .computeIfAbsent("stack", key -> start(), StackHarness.class);
    }

    private static StackHarness start() {
        try {
            Path catalogue = Files.createTempFile("catalogue", ".yaml");
            try (var resource = SharedStack.class.getResourceAsStream(CATALOGUE)) {
                Files.write(catalogue, resource.readAllBytes());
            }
            return StackHarness.start(catalogue);
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
