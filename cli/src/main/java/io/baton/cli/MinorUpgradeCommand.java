package io.baton.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Within the line. */
@Command(name = "minor-upgrade", description = "Upgrades an instance to the newest patch release of its line.")
final class MinorUpgradeCommand implements Callable<Integer> {

    private final Baton baton;

    @Mixin
    private OrderOptions options;

    MinorUpgradeCommand(Baton baton) {
        this.baton = baton;
    }

    @Override
    public Integer call() throws InterruptedException {
        return new Ordering(baton, options).order("minor-upgrades", Map.of());
    }
}
