package io.baton.console;

import picocli.CommandLine.Option;

/** Every command's own help. */
public final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;
}
