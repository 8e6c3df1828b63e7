package io.baton.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** To a later line. */
@Command(name = "upgrade", description = "Upgrades an instance to the newest build of a later line.")
final class UpgradeCommand implements Callable<Integer> {

    private final Baton baton;

    @Mixin
    private OrderOptions options;

    @Parameters(index = "1", paramLabel = "LINE", description = "Such as 7.0; baton targets shows which.")
    private String line;

    @Option(names = "--edition", paramLabel = "EDITION", description = "REDIS or VALKEY; usually the instance's own.")
    private String edition;

    UpgradeCommand(Baton baton) {
        this.baton = baton;
    }

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("targetVersion", line);
        if (edition != null) {
            target.put("targetEdition", edition);
        }
        return new Ordering(baton, options).order("upgrades", target);
    }
}
