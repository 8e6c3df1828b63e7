package io.baton.local.command;

import io.baton.local.Home;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the state is, as every command lets one choose it. */
public final class HomeOption {

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            description = "Where all state is kept (BATON_HOME; otherwise .baton in the repository).")
    private Path folder;

    public Home home(Path root) {
        if (folder != null) {
            return new Home(folder);
        }
        String variable = System.getenv("BATON_HOME");
        return new Home(variable == null || variable.isBlank() ? root.resolve(".baton") : Path.of(variable));
    }
}
